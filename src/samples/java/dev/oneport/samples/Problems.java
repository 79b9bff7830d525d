package dev.oneport.samples;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What a client did wrong, as a problem detail (RFC 9457) that pages can show. */
@Provider
public class Problems implements ExceptionMapper<WebApplicationException> {
  @Override
  public Response toResponse(WebApplicationException failure) {
    Response answer = failure.getResponse();
    return Response.fromResponse(answer)
        .type("application/problem+json")
        .entity(new Problem(answer.getStatus(), String.valueOf(failure.getMessage())))
        .build();
  }

  /** Its members that are told. */
  public record Problem(int status, String detail) {}
}
