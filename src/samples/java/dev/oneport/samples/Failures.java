package dev.oneport.samples;

import dev.oneport.samples.Problems.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/** A mistake of ours: clients are told that there was one, and the log which. */
@Provider
public class Failures implements ExceptionMapper<RuntimeException> {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  @Override
  public Response toResponse(RuntimeException failure) {
    LOG.log(Level.ERROR, "request-failed: A request failed", failure);
    int status = Status.INTERNAL_SERVER_ERROR.getStatusCode();
    return Response.status(status)
        .type("application/problem+json")
        .entity(new Problem(status, "something went wrong here"))
        .build();
  }
}
