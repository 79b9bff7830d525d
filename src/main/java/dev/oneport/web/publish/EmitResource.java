package dev.oneport.web.publish;

import dev.oneport.config.ApiGrant;
import dev.oneport.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Emits what back ends post. {@link PublishGate} has let the request in. */
@Path("emit")
public class EmitResource {

  /**
   * Emits one event.
   *
   * @param body a {@link PublishRequest}, read no further than {@code oneport.maxHttpBufferSize}
   * @return 202: the event is queued for its recipients, who may be none
   * @throws ProblemException if the body is too large or wrong, or names an unknown namespace
   */
  @POST
  @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
  public Response emit(
      @Context HttpServletRequest request,
      @Context HttpHeaders headers,
      @HeaderParam(Once.HEADER) @Nullable String key,
      InputStream body)
      throws IOException {
    Access access = access(request);
    Body read = read(access, headers, body);
    String answer = Once.answer(access, "emit", key, read, new Emission(access, read)::one);
    return Answers.json(202, answer);
  }

  /**
   * Emits several events, in their order; those that can't be are told, and the others emitted.
   *
   * @param body a {@link BatchRequest}
   * @return 200 with a result for each
   * @throws ProblemException if the body as a whole is too large or wrong
   */
  @POST
  @Path("batch")
  @Consumes({MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA})
  public Response batch(
      @Context HttpServletRequest request,
      @Context HttpHeaders headers,
      @HeaderParam(Once.HEADER) @Nullable String key,
      InputStream body)
      throws IOException {
    Access access = access(request);
    Body read = read(access, headers, body);
    String answer = Once.answer(access, "batch", key, read, new Emission(access, read)::batch);
    return Answers.json(200, answer);
  }

  private static Access access(HttpServletRequest request) {
    Access access = Access.of(request);
    access.require(ApiGrant.PUBLISH);
    return access;
  }

  private static Body read(Access access, HttpHeaders headers, InputStream body)
      throws IOException {
    return Body.read(headers.getMediaType(), body, access.config().engine().maxPayloadBytes());
  }
}
