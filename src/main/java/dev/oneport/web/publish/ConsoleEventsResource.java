package dev.oneport.web.publish;

import dev.oneport.config.ApiGrant;
import dev.oneport.console.EventFilter;
import dev.oneport.console.Inspection;
import dev.oneport.console.PassedEvent;
import dev.oneport.publish.PublishRights;
import dev.oneport.web.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The events that pass, for who looks: those since the last look. For the page of the console
 * alone.
 */
@Path("console/events")
public class ConsoleEventsResource {
  private static final int MAX_VIEWER_LENGTH = 40;
  private static final int MAX_PER_SECOND = 50;

  /**
   * What passed since the last look of the same viewer with the same filter; nothing the first
   * time.
   *
   * @param viewer chosen by the page: tells its windows apart
   * @param namespace only events of that one; null for all
   * @param room only events for that room, or socket; null for all
   * @param name a part of the event's name
   * @param direction {@code both}, {@code emitted} or {@code received}
   * @param perSecond how many are shown
   * @param data {@code true} to see what they say: that needs a grant of its own
   * @throws ProblemException if that is not allowed, or a parameter is wrong
   */
  @GET
  public Response events(
      @Context HttpServletRequest request,
      @QueryParam("viewer") @Nullable String viewer,
      @QueryParam("namespace") @Nullable String namespace,
      @QueryParam("room") @Nullable String room,
      @QueryParam("name") @Nullable String name,
      @QueryParam("direction") @Nullable String direction,
      @QueryParam("perSecond") @Nullable String perSecond,
      @QueryParam("data") @Nullable String data) {
    Access access = Access.of(request);
    access.require(ApiGrant.READ);
    boolean withData = "true".equals(data);
    if (withData) {
      access.require(ApiGrant.INSPECT);
    }
    if (viewer == null || viewer.isEmpty() || viewer.length() > MAX_VIEWER_LENGTH) {
      throw new ProblemException(
          Problems.invalidParameter("viewer", "1 to " + MAX_VIEWER_LENGTH + " characters"));
    }
    EventFilter filter =
        new EventFilter(
            namespace == null ? null : Names.namespace(namespace),
            room,
            name == null ? "" : name,
            direction(direction),
            withData,
            perSecond(perSecond),
            rights(access, withData ? ApiGrant.INSPECT : ApiGrant.READ));
    Inspection inspection =
        ConsoleResource.console(access)
            .inspector()
            .look(access.publisher().name() + " " + viewer, filter);
    if (inspection == null) {
      throw new ProblemException(Problems.tooManyViewers());
    }
    return Answers.json(200, json(inspection.take()).build().toString());
  }

  private static EventFilter.Rights rights(Access access, ApiGrant grant) {
    PublishRights rights = access.publisher().rights();
    return new EventFilter.Rights(
        access.publisher().name(),
        rights.hasEverywhere(grant),
        (namespace, room) -> rights.has(grant, namespace, room));
  }

  private static EventFilter.Direction direction(@Nullable String text) {
    if (text == null) {
      return EventFilter.Direction.BOTH;
    }
    return switch (text) {
      case "both" -> EventFilter.Direction.BOTH;
      case "emitted" -> EventFilter.Direction.EMITTED;
      case "received" -> EventFilter.Direction.RECEIVED;
      default ->
          throw new ProblemException(
              Problems.invalidParameter("direction", "both, emitted or received"));
    };
  }

  private static int perSecond(@Nullable String text) {
    int number = MAX_PER_SECOND;
    if (text != null) {
      try {
        number = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        number = 0;
      }
    }
    if (number < 1 || number > MAX_PER_SECOND) {
      throw new ProblemException(
          Problems.invalidParameter("perSecond", "a number from 1 to " + MAX_PER_SECOND));
    }
    return number;
  }

  private static JsonObjectBuilder json(Inspection.Seen seen) {
    JsonArrayBuilder events = Json.createArrayBuilder();
    seen.events().forEach(event -> events.add(json(event)));
    return Json.createObjectBuilder().add("events", events).add("skipped", seen.skipped());
  }

  private static JsonObjectBuilder json(PassedEvent event) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("time", event.time())
            .add("direction", event.isReceived() ? "received" : "emitted")
            .add("namespace", event.namespace())
            .add("name", event.name())
            .add("rooms", Json.createArrayBuilder(event.rooms()))
            .add("recipients", event.recipients())
            .add("length", event.length());
    addIfThere(json, "socket", event.socket());
    addIfThere(json, "transport", event.transport());
    addIfThere(json, "data", event.data());
    return json;
  }

  private static void addIfThere(JsonObjectBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.add(name, value);
    }
  }
}
