package dev.oneport.samples.data;

import dev.oneport.samples.Problems.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Without the database there is nothing to answer with: come back soon. */
@Provider
public class NotReadyMapper implements ExceptionMapper<DatabaseNotReady> {
  @Override
  public Response toResponse(DatabaseNotReady failure) {
    int status = Status.SERVICE_UNAVAILABLE.getStatusCode();
    return Response.status(status)
        .header(HttpHeaders.RETRY_AFTER, 2)
        .type("application/problem+json")
        .entity(new Problem(status, String.valueOf(failure.getMessage())))
        .build();
  }
}
