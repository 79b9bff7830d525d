package dev.oneport.web.publish;

import dev.oneport.BroadcastOperator;
import dev.oneport.Namespace;
import dev.oneport.web.ProblemException;
import dev.oneport.web.boot.Deployment;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Emits what back ends post. {@link PublishGate} has let the request in. */
@Path("emit")
public class PublishResource {
  private static final byte[] ACCEPTED = "{\"accepted\":true}".getBytes(StandardCharsets.UTF_8);

  /**
   * Emits one event.
   *
   * @param body a {@link PublishRequest}, read no further than {@code oneport.maxHttpBufferSize}
   * @return 202: the event is queued for its recipients, who may be none
   * @throws ProblemException if the body is too large or wrong, or names an unknown namespace
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response emit(@Context HttpServletRequest request, InputStream body) throws IOException {
    Deployment deployment = Deployments.of(request);
    String text = Bodies.read(body, deployment.config().engine().maxPayloadBytes());
    PublishRequest publish = PublishRequest.parse(text, deployment.config().socketIo());
    if (!deployment.hasNamespace(publish.namespace())) {
      throw new ProblemException(Problems.unknownNamespace());
    }
    Namespace namespace = deployment.server().of(publish.namespace());
    recipients(namespace, publish).emit(publish.event(), publish.arguments().toArray());
    return Response.accepted(ACCEPTED).type(MediaType.APPLICATION_JSON).build();
  }

  private static BroadcastOperator recipients(Namespace namespace, PublishRequest publish) {
    BroadcastOperator recipients = namespace;
    if (!publish.rooms().isEmpty()) {
      recipients = recipients.to(publish.rooms().toArray(new String[0]));
    }
    if (!publish.except().isEmpty()) {
      recipients = recipients.except(publish.except().toArray(new String[0]));
    }
    return recipients;
  }
}
