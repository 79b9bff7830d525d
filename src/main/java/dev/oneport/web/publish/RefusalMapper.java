package dev.oneport.web.publish;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers what the server's Jakarta REST refuses: unknown paths, other methods, other types. */
@Provider
public class RefusalMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException exception) {
    Response refusal = exception.getResponse();
    if (refusal.getStatus() < 400) {
      return refusal;
    }
    Response.ResponseBuilder answer =
        Problems.toResponse(Problems.ofStatus(refusal.getStatus(), hint(refusal.getStatus())));
    String allow = refusal.getHeaderString(HttpHeaders.ALLOW);
    if (allow != null) {
      answer.header(HttpHeaders.ALLOW, allow);
    }
    return answer.build();
  }

  private static String hint(int status) {
    return switch (status) {
      case 404 -> "GET api/openapi.json lists what there is.";
      case 405 -> "Use a method of the Allow header.";
      case 406 -> "The answer is JSON.";
      case 415 ->
          "Send JSON with the header \"Content-Type: application/json\"; events may be"
              + " multipart/form-data too.";
      default -> "The request can't be handled.";
    };
  }
}
