package dev.oneport.web.publish;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/** Answers mistakes of our own without showing what is inside. */
@Provider
public class FailureMapper implements ExceptionMapper<RuntimeException> {
  private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());

  @Override
  public Response toResponse(RuntimeException exception) {
    LOG.log(Level.ERROR, "publishing-failed: a request of the HTTP API failed", exception);
    return Problems.toResponse(Problems.ofStatus(500, "The server's log says why.")).build();
  }
}
