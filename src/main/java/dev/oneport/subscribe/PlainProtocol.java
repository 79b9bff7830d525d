package dev.oneport.subscribe;

import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.RoomNames;
import dev.oneport.protocol.Utf8;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.security.Admission;
import dev.oneport.security.Denial;
import dev.oneport.session.Identity;
import dev.oneport.session.PublicHandshake;
import dev.oneport.socketio.PlainEmit;
import dev.oneport.socketio.PlainReply;
import dev.oneport.socketio.PlainSockets;
import dev.oneport.socketio.Renewal;
import dev.oneport.socketio.TooOften;
import dev.oneport.subscribe.PlainCommand.Verb;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a client without a library may say over WebSocket, one JSON object in each text: {@code
 * {"subscribe":["room"]}}, {@code {"unsubscribe":["room"]}}, {@code {"emit":"event","data":[…]}},
 * {@code {"ack":[…],"id":…}}, {@code {"auth":{"ticket":…}}}, {@code {"auth":{"token":…}}}, {@code
 * {"renew":"token"}}, {@code {"ping":…}} and {@code {"pong":…}}. What it says wrong is answered
 * with {@code {"error":{"code":…,"message":…}}}, and the connection lives. Stateless; the texts of
 * one client come one after the other.
 */
public final class PlainProtocol {
  private static final System.Logger LOG = System.getLogger(PlainProtocol.class.getName());

  /** What the server has asked for. */
  private static final Set<Verb> ANSWERS = EnumSet.of(Verb.ACK, Verb.PONG);

  private static final Set<Verb> NEEDS_USER =
      EnumSet.of(Verb.SUBSCRIBE, Verb.UNSUBSCRIBE, Verb.EMIT, Verb.ACK);

  private final JsonBinding json;
  private final PlainRules rules;
  private final PlainAnswers answers;
  private final JsonVoice voice;

  /** The protocol of one application. */
  public PlainProtocol(JsonBinding json, PlainRules rules) {
    this.json = json;
    this.rules = rules;
    this.answers = new PlainAnswers(json, rules.heartbeatMillis());
    this.voice = new JsonVoice(json, true);
  }

  /** Between two pings. */
  public int heartbeatMillis() {
    return rules.heartbeatMillis();
  }

  /** A client has connected, and was made known. */
  public void onOpen(Subscriber subscriber) {
    subscriber.watchExpiry();
    if (isUnknown(subscriber)) {
      subscriber.timers().schedule(rules.signInMillis(), () -> endUnknown(subscriber));
    }
  }

  private void endUnknown(Subscriber subscriber) {
    if (isUnknown(subscriber)) {
      subscriber.end(End.NORMAL);
    }
  }

  /** Whether it must say who it is before anything else. */
  private boolean isUnknown(Subscriber subscriber) {
    return subscriber.principal() == null && !rules.authenticator().allowsAnonymous();
  }

  /** Carries out one text of a client and answers it. */
  public void onText(Subscriber subscriber, String text) {
    JsonValue id = null;
    subscriber.metrics().bytesReceived().add(subscriber.transport(), Utf8.length(text));
    try {
      PlainCommand.Draft draft = PlainCommand.draft(text, json, rules.maxJsonDepth());
      id = draft.id();
      carryOut(subscriber, draft.command(), id);
    } catch (Refused e) {
      subscriber.send(answers.error(e.code(), String.valueOf(e.getMessage()), id));
    } catch (RuntimeException e) {
      // Of the application: its authorizer, most likely.
      LOG.log(
          Level.WARNING,
          "command-failed: A command of the WebSocket client " + subscriber.id() + " failed",
          e);
      subscriber.send(answers.error("internal", "the server failed", id));
    }
  }

  private void carryOut(Subscriber subscriber, PlainCommand command, @Nullable JsonValue id)
      throws Refused {
    if (!ANSWERS.contains(command.verb())) {
      spend(subscriber, subscriber.allowance().event());
    }
    if (NEEDS_USER.contains(command.verb()) && isUnknown(subscriber)) {
      throw new Refused(
          "unauthorized", "say who you are first: {\"auth\":{\"token\":…}} or a \"ticket\"");
    }
    switch (command.verb()) {
      case SUBSCRIBE -> subscribe(subscriber, command, id);
      case UNSUBSCRIBE -> unsubscribe(subscriber, command, id);
      case EMIT -> emit(subscriber, command, id);
      case ACK -> answer(subscriber, command);
      case AUTH -> authenticate(subscriber, command, id);
      case RENEW -> {
        renew(subscriber, command.token());
        subscriber.send(answers.renewed(subscriber.handshake().expiresAt(), id));
      }
      case PING -> subscriber.send(answers.pong(command.object(), id));
      case PONG -> {
        // A sign of life, as everything that comes.
      }
    }
  }

  private void subscribe(Subscriber subscriber, PlainCommand command, @Nullable JsonValue id)
      throws Refused {
    String namespace = command.namespace();
    Set<String> rooms = command.rooms();
    if (!rules.namespaces().test(namespace)) {
      throw Refused.unknownNamespace(namespace);
    }
    spend(subscriber, subscriber.allowance().join(rooms.size()));
    authorize(subscriber, namespace, rooms);
    Subscription there = subscriber.in(namespace, voice);
    if (there == null) {
      throw Refused.tooManyNamespaces();
    }
    Cursor since = command.since();
    boolean malformed = since == null && command.hasSince();
    Function<CatchUp, String> answer =
        told ->
            answers.subscribed(
                namespace, rooms, malformed ? told.because(Gap.MALFORMED) : told, since, id);
    if (!there.join(rooms, since, answer)) {
      throw new Refused("too_many_rooms", "a client may not be in so many rooms");
    }
  }

  private void authorize(Subscriber subscriber, String namespace, Set<String> rooms)
      throws Refused {
    Handshake client = PublicHandshake.of(subscriber.handshake(), JsonValue.EMPTY_JSON_OBJECT);
    for (String room : rooms) {
      if (RoomNames.isReserved(room)) {
        throw new Refused("forbidden", "room \"" + room + "\" is the server's own");
      }
      RoomAuthorizer.Decision decision = rules.rooms().mayListen(client, namespace, room);
      String missing = decision.missing();
      if (missing != null) {
        throw new Refused(decision.signIn() ? "unauthorized" : "forbidden", missing);
      }
    }
  }

  private static void spend(Subscriber subscriber, long waitNanos) throws Refused {
    if (waitNanos > 0) {
      subscriber.metrics().refusals().increment(TooOften.REASON);
      throw new Refused(TooOften.CODE, TooOften.message(waitNanos));
    }
  }

  private void unsubscribe(Subscriber subscriber, PlainCommand command, @Nullable JsonValue id)
      throws Refused {
    String namespace = command.namespace();
    Set<String> rooms = command.rooms();
    Subscription there = subscriber.in(namespace);
    if (there != null) {
      there.leave(rooms);
    }
    subscriber.send(answers.unsubscribed(namespace, rooms, id));
  }

  private void emit(Subscriber subscriber, PlainCommand command, @Nullable JsonValue id)
      throws Refused {
    PlainReply reply = new EmitReply(subscriber, answers, id);
    if (Renewal.EVENT.equals(command.event(rules.maxEventNameLength()))) {
      renew(subscriber, command.data(), reply);
      return;
    }
    PlainEmit emit =
        new PlainEmit(
            command.namespace(), command.event(rules.maxEventNameLength()), command.data(), reply);
    subscriber
        .sockets(() -> rules.sockets().apply(new PlainLine(subscriber, voice, answers)))
        .emit(emit);
  }

  private static void answer(Subscriber subscriber, PlainCommand command) throws Refused {
    String namespace = command.namespace();
    long ackId = command.ackId();
    Arguments arguments = command.answer();
    PlainSockets sockets = subscriber.sockets();
    if (sockets != null) {
      sockets.ack(namespace, ackId, arguments);
    }
  }

  private void authenticate(Subscriber subscriber, PlainCommand command, @Nullable JsonValue id)
      throws Refused {
    JsonObject credentials = command.credentials();
    if (!subscriber.namespaces().isEmpty()) {
      throw new Refused("too_late", "say who you are before you subscribe or emit");
    }
    Identity identity =
        let(rules.authenticator().authenticate(subscriber.handshake(), credentials));
    spend(subscriber, subscriber.allowance().signIn(identity.name()));
    subscriber.authenticate(identity);
    Principal principal = subscriber.principal();
    subscriber.send(answers.authenticated(principal == null ? null : principal.getName(), id));
  }

  private void renew(Subscriber subscriber, Arguments arguments, PlainReply reply) {
    String token = Renewal.token(arguments, json);
    Object answer;
    try {
      if (token == null) {
        throw new Refused(Renewal.NO_TOKEN.code(), Renewal.NO_TOKEN.message());
      }
      renew(subscriber, token);
      answer = Renewal.done(subscriber.handshake().expiresAt());
    } catch (Refused e) {
      answer = Renewal.refused(new Denial(e.code(), String.valueOf(e.getMessage())));
    }
    if (reply.isWanted()) {
      reply.ack(json.encode(answer));
    }
  }

  /** What its user may listen to no more, it leaves. */
  private void renew(Subscriber subscriber, String token) throws Refused {
    subscriber.authenticate(let(rules.authenticator().renew(subscriber.handshake(), token)));
    Handshake client = PublicHandshake.of(subscriber.handshake(), JsonValue.EMPTY_JSON_OBJECT);
    for (String namespace : subscriber.namespaces()) {
      Subscription there = subscriber.in(namespace);
      Set<String> lost = there == null ? Set.of() : there.lostBy(rules.rooms(), client, namespace);
      if (there != null && !lost.isEmpty()) {
        there.leave(lost);
        subscriber.send(answers.unsubscribed(namespace, lost, null));
      }
    }
  }

  private static Identity let(CompletionStage<Admission> decision) throws Refused {
    Admission admission = Admission.await(decision);
    Denial denial = admission.denial();
    if (denial != null) {
      throw new Refused(denial.code(), denial.message());
    }
    return Objects.requireNonNull(admission.identity());
  }
}
