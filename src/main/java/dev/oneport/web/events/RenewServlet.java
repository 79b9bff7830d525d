package dev.oneport.web.events;

import dev.oneport.ClientSession;
import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.session.Identity;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.PublicHandshake;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.Subscription;
import dev.oneport.web.BodyReader;
import dev.oneport.web.Entrance;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.Gate;
import dev.oneport.web.LateAnswer;
import dev.oneport.web.ProblemAnswer;
import dev.oneport.web.ProblemException;
import dev.oneport.web.RequestBody;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /events/renew}: lets an event stream live on by a new token of the same user, in the
 * header {@code Authorization}. The body names the stream as {@code oneport:ready} does: {@code
 * {"session":…}}. One whose user may not listen to all of its rooms any more ends.
 */
public final class RenewServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY_BYTES = 1_024;
  private static final int MAX_DEPTH = 8;
  private static final int BODY_MILLIS = 10_000;

  private final transient Gate gate;
  private final transient LiveSessions sessions;
  private final transient RoomAuthorizer rooms;
  private final transient Executor workers;
  private final transient Timers timers;

  /**
   * Registered from code only.
   *
   * @param workers answer those whose bodies come slowly
   */
  public RenewServlet(
      Gate gate, LiveSessions sessions, RoomAuthorizer rooms, Executor workers, Timers timers) {
    this.gate = gate;
    this.sessions = sessions;
    this.rooms = rooms;
    this.workers = workers;
    this.timers = timers;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (gate.answersPreflight(request, response)) {
      return;
    }
    try {
      gate.checkOrigin(request);
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        throw EventsProblems.methodNotAllowed("POST");
      }
      gate.checkRate(request);
      String token = Entrance.bearer(request);
      if (token == null) {
        throw EventsProblems.badRequest("Send the new token: \"Authorization: Bearer TOKEN\".");
      }
      read(new Renewal(response, token), request);
    } catch (EntryDenied e) {
      ProblemAnswer.write(response, e);
    } catch (ProblemException e) {
      ProblemAnswer.write(response, e.problem());
    }
  }

  private void read(Renewal renewal, HttpServletRequest request) throws IOException {
    RequestBody body = new RequestBody(request.getContentLengthLong(), MAX_BODY_BYTES);
    switch (BodyReader.takeArrived(request, body)) {
      case WHOLE -> renewal.answer(body.bytes());
      case TOO_LARGE -> throw unnamed();
      case MORE -> {
        BodyReader reader =
            BodyReader.begin(request, renewal.response, body, renewal, workers, timers);
        renewal.deadline = timers.schedule(BODY_MILLIS, reader::giveUp);
        reader.open();
      }
    }
  }

  /** One request, whose body may come later. */
  private final class Renewal implements BodyReader.Receiver {
    private final HttpServletResponse response;
    private final String token;

    /** Set before the body may end. */
    private volatile Timer deadline = () -> {};

    Renewal(HttpServletResponse response, String token) {
      this.response = response;
      this.token = token;
    }

    @Override
    public LateAnswer.Write onEnd(BodyReader.End end, byte[] bytes) {
      deadline.cancel();
      return end == BodyReader.End.GIVEN_UP
          ? () -> ProblemAnswer.write(response, EventsProblems.tooSlow())
          : () -> answer(bytes);
    }

    /** What is too large names no stream either. */
    void answer(byte[] body) throws IOException {
      try {
        write(response, renew(token, session(body)));
      } catch (EntryDenied e) {
        ProblemAnswer.write(response, e);
      } catch (ProblemException e) {
        ProblemAnswer.write(response, e.problem());
      }
    }
  }

  private @Nullable Instant renew(String token, String session) throws EntryDenied {
    ClientSession found = sessions.find(session).orElse(null);
    if (!(found instanceof Subscriber stream)) {
      throw EventsProblems.unknownSession();
    }
    Identity identity = gate.renew(stream.handshake(), token);
    stream.authenticate(identity);
    check(stream);
    return identity.expiresAt();
  }

  private void check(Subscriber stream) {
    Handshake client = PublicHandshake.of(stream.handshake(), JsonValue.EMPTY_JSON_OBJECT);
    for (String namespace : stream.namespaces()) {
      Subscription there = stream.in(namespace);
      if (there != null) {
        for (String lost : there.lostBy(rooms, client, namespace)) {
          stream.end(End.EXPIRED);
          throw EventsProblems.forbidden(lost, "The new token does not allow it: the stream ends.");
        }
      }
    }
  }

  private static String session(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      JsonScanner.scanValue(text, 0, MAX_DEPTH);
      try (JsonReader reader = Json.createReader(new StringReader(text))) {
        if (reader.readObject().get("session") instanceof JsonString id) {
          return id.getString();
        }
      }
    } catch (PacketFormatException | JsonException e) {
      // Told below.
    }
    throw unnamed();
  }

  private static ProblemException unnamed() {
    return EventsProblems.badRequest(
        "Name the stream as oneport:ready named it: {\"session\":\"...\"}.");
  }

  private static void write(HttpServletResponse response, @Nullable Instant end)
      throws IOException {
    byte[] body =
        "{\"expiresAt\":%s}"
            .formatted(end == null ? null : end.toEpochMilli())
            .getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
