package dev.oneport.samples;

import dev.oneport.samples.Problems.Problem;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What a client sent is not the JSON that was asked for. */
@Provider
public class MalformedBodies implements ExceptionMapper<ProcessingException> {
  @Override
  public Response toResponse(ProcessingException failure) {
    int status = Status.BAD_REQUEST.getStatusCode();
    return Response.status(status)
        .type("application/problem+json")
        .entity(new Problem(status, "the body is not the JSON that is expected here"))
        .build();
  }
}
