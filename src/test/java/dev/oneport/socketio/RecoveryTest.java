package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectRefused;
import dev.oneport.Middleware;
import dev.oneport.Socket;
import dev.oneport.concurrent.Moment;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.engineio.CloseReason;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients come back after a cut: literal packets in, exact packets out. */
class RecoveryTest {
  private static final RecoveryConfig RECOVERY =
      new RecoveryConfig(true, 1_000, false, 3, 1_000_000);
  private static final LogConfig LOG = new LogConfig(10, 1 << 20, 2_000);
  private static final Pattern CONNECTED =
      Pattern.compile("40\\{\"sid\":\"([\\w-]{20})\",\"pid\":\"([\\w-]{24})\"}");

  private Fixture fixture = Fixture.recovering(true, RECOVERY, LOG);

  @AfterEach
  void close() {
    fixture.close();
    assertThat(fixture.timers.pending()).isZero();
  }

  private void restart(RecoveryConfig recovery, LogConfig log) {
    fixture.close();
    fixture = Fixture.recovering(true, recovery, log);
  }

  /** One connection of a client. */
  private static final class Connection {
    final WebSocket ws;
    final String sid;
    final String pid;

    /** What came before the answer to its CONNECT. */
    final List<String> missed;

    Connection(WebSocket ws, List<String> frames) {
      this.ws = ws;
      List<String> all = new ArrayList<>(frames);
      Matcher connected = CONNECTED.matcher(all.remove(all.size() - 1));
      assertThat(connected.matches()).as("the answer comes last: %s", frames).isTrue();
      this.sid = connected.group(1);
      this.pid = connected.group(2);
      this.missed = all;
    }

    void cut() {
      ws.transport().onClose();
      ws.take();
    }

    /** The frames received since the last call, without their cursors. */
    List<String> take() {
      return withoutCursors(ws.take());
    }
  }

  private static List<String> withoutCursors(List<String> frames) {
    return frames.stream()
        .map(frame -> frame.replaceFirst(",\"[0-9a-z]{10}-\\d+\"]$", "]"))
        .toList();
  }

  private static String cursor(String frame) {
    Matcher matcher = Pattern.compile(".*,\"([0-9a-z]{10}-\\d+)\"]").matcher(frame);
    assertThat(matcher.matches()).as("no cursor in %s", frame).isTrue();
    return matcher.group(1);
  }

  private Connection connect(String payload) {
    WebSocket ws = fixture.client().webSocket();
    ws.send("40" + payload);
    return new Connection(ws, ws.take());
  }

  private Connection reconnect(Connection before, @Nullable String offset) {
    return connect(
        offset == null
            ? "{\"pid\":\"" + before.pid + "\"}"
            : "{\"pid\":\"" + before.pid + "\",\"offset\":\"" + offset + "\"}");
  }

  private void assertSame(Connection before, Connection after) {
    assertThat(after.sid).isEqualTo(before.sid);
    assertThat(after.pid).isEqualTo(before.pid);
    assertThat(socket(after).recovered()).isTrue();
  }

  private void assertNew(Connection before, Connection after) {
    assertThat(after.sid).isNotEqualTo(before.sid);
    assertThat(after.pid).isNotEqualTo(before.pid);
    assertThat(after.missed).isEmpty();
    assertThat(socket(after).recovered()).isFalse();
    assertThat(socket(after).rooms()).containsExactly(after.sid);
    assertThat(socket(after).data()).isEmpty();
  }

  private Socket socket(Connection connection) {
    return fixture.io.of("/").socket(connection.sid).orElseThrow();
  }

  private void onConnection(Consumer<Socket> listener) {
    fixture.io.onConnection(listener);
  }

  /** The exchange of the reference server's own tests. */
  @Test
  void missedEventsComeBeforeTheAnswerInOrderEachWithItsPlace() {
    Connection first = connect("");
    fixture.io.emit("hello");
    List<String> hello = first.ws.take();
    String offset = cursor(hello.get(0));
    String epoch = offset.substring(0, 10);
    assertThat(hello).containsExactly("42[\"hello\",\"" + epoch + "-1\"]");
    first.cut();

    fixture.io.emit("hello1");
    fixture.io.to(first.sid).emit("hello2", 2);
    fixture.io.to("other").emit("not for it");
    fixture.io.except(first.sid).emit("not for it");
    fixture.io.emit("hello3", "x", List.of());
    Connection second = reconnect(first, offset);

    assertSame(first, second);
    assertThat(second.missed)
        .containsExactly(
            "42[\"hello1\",\"" + epoch + "-2\"]",
            "42[\"hello2\",2,\"" + epoch + "-3\"]",
            "42[\"hello3\",\"x\",[],\"" + epoch + "-6\"]");
    assertThat(second.ws.take()).isEmpty();
  }

  @Test
  void roomsAndDataAreThoseOfBefore() {
    Connection first = connect("");
    Socket socket = socket(first);
    socket.join("room1", "room2");
    socket.data().put("foo", "bar");
    fixture.io.emit("hello");
    String offset = cursor(first.ws.take().get(0));
    first.cut();
    assertThat(fixture.io.of("/").members("room1")).isEmpty();
    assertThat(fixture.io.of("/").sockets()).isEmpty();

    Connection second = reconnect(first, offset);

    assertSame(first, second);
    Socket recovered = socket(second);
    assertThat(recovered).isNotSameAs(socket);
    assertThat(recovered.rooms()).containsExactlyInAnyOrder(first.sid, "room1", "room2");
    assertThat(recovered.data()).isEqualTo(java.util.Map.of("foo", "bar"));
    assertThat(fixture.io.of("/").members("room1")).containsExactly(first.sid);
    fixture.io.to("room2").emit("again");
    assertThat(second.take()).containsExactly("42[\"again\"]");
  }

  @Test
  void clientThatHadReceivedNothingIsRecoveredToo() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("a");

    Connection second = reconnect(first, null);

    assertSame(first, second);
    assertThat(withoutCursors(second.missed)).containsExactly("42[\"a\"]");
  }

  @Test
  void whatWasSentButNotReceivedComesAgain() {
    Connection first = connect("");
    fixture.io.emit("a");
    String offset = cursor(first.ws.take().get(0));
    fixture.io.emit("b");
    socket(first).emit("c");
    first.cut();

    assertThat(withoutCursors(reconnect(first, offset).missed))
        .containsExactly("42[\"b\"]", "42[\"c\"]");
  }

  @Test
  void eventsThatWaitedInTheOutboxComeAgain() {
    Connection first = connect("");
    first.ws.sink().hold();
    for (int i = 0; i < 5; i++) {
      fixture.io.emit("e", i);
    }
    String offset = cursor(first.ws.take().get(0));
    first.cut();

    assertThat(withoutCursors(reconnect(first, offset).missed))
        .containsExactly("42[\"e\",1]", "42[\"e\",2]", "42[\"e\",3]", "42[\"e\",4]");
  }

  @Test
  void directEmitsOfOthersAreNeverSeen() {
    Connection first = connect("");
    Connection other = connect("");
    fixture.io.emit("a");
    String offset = cursor(first.ws.take().get(0));
    Socket gone = socket(first);
    first.cut();
    socket(other).emit("secret");
    gone.emit("own");

    Connection second = reconnect(first, offset);

    assertThat(withoutCursors(second.missed)).containsExactly("42[\"own\"]");
    assertThat(withoutCursors(other.ws.take())).containsExactly("42[\"a\"]", "42[\"secret\"]");
  }

  @Test
  void socketOfBeforeStillReachesItsClient() {
    Connection first = connect("");
    Socket before = socket(first);
    first.cut();
    Connection second = reconnect(first, null);

    before.emit("a");

    assertThat(second.take()).containsExactly("42[\"a\"]");
  }

  @Test
  void volatileEventsAndThoseWithAckHaveNoPlaceAndAreNotRecovered() {
    Connection first = connect("");
    Moment.ofCall().run(() -> socket(first).asVolatile().emit("v", "x"));
    var unused = socket(first).emitWithAck("ack", String.class);
    assertThat(first.ws.take()).containsExactly("42[\"v\",\"x\"]", "420[\"ack\"]");
    first.cut();

    assertThat(reconnect(first, null).missed).isEmpty();
  }

  @Test
  void roomsLeftAndJoinedCountAsTheyWereAtEachEmit() {
    Connection first = connect("");
    Socket socket = socket(first);
    fixture.io.to("late").emit("before it joined");
    socket.join("late", "early");
    fixture.io.to("early").emit("1");
    fixture.io.to("late").emit("2");
    socket.leave("early");
    fixture.io.to("early").emit("after it left");
    fixture.io.except("early").emit("3");
    first.cut();

    assertThat(withoutCursors(reconnect(first, null).missed))
        .containsExactly("42[\"1\"]", "42[\"2\"]", "42[\"3\"]");
  }

  @Test
  void recoversOverAndOver() {
    Connection last = connect("");
    String offset = null;
    List<String> received = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fixture.io.emit("e", i);
      List<String> frames = last.ws.take();
      if (i % 3 > 0) {
        received.addAll(withoutCursors(frames));
        offset = cursor(frames.get(0));
      }
      last.cut();
      Connection next = reconnect(last, offset);
      assertSame(last, next);
      received.addAll(withoutCursors(next.missed));
      if (!next.missed.isEmpty()) {
        offset = cursor(next.missed.get(next.missed.size() - 1));
      }
      last = next;
    }

    assertThat(received)
        .isEqualTo(
            java.util.stream.IntStream.range(0, 50).mapToObj(i -> "42[\"e\"," + i + "]").toList());
  }

  @Test
  void cutDuringTheReplayRepeatsIt() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("a");
    fixture.io.emit("b");
    Connection second = reconnect(first, null);
    assertThat(withoutCursors(second.missed)).containsExactly("42[\"a\"]", "42[\"b\"]");
    second.cut();

    Connection third = reconnect(first, cursor(second.missed.get(0)));

    assertSame(first, third);
    assertThat(withoutCursors(third.missed)).containsExactly("42[\"b\"]");
  }

  @Test
  void idleClientIsRecoveredThoughTheLogHasMovedOn() {
    Connection first = connect("");
    fixture.io.emit("a");
    String offset = cursor(first.ws.take().get(0));
    for (int i = 0; i < 30; i++) {
      fixture.io.to("busy").emit("not for it");
    }
    first.cut();
    fixture.io.emit("b");

    Connection second = reconnect(first, offset);

    assertSame(first, second);
    assertThat(withoutCursors(second.missed)).containsExactly("42[\"b\"]");
  }

  @Test
  void whatTheLogHasDroppedMakesANewConnection() {
    Connection first = connect("");
    first.cut();
    for (int i = 0; i < 11; i++) {
      fixture.io.emit("e", i);
    }

    assertNew(first, reconnect(first, null));
  }

  @Test
  void whatItWasSentBeforeTheCutMayBeDroppedToo() {
    Connection first = connect("");
    for (int i = 0; i < 12; i++) {
      fixture.io.emit("e", i);
    }
    List<String> sent = first.ws.take();
    first.cut();

    assertNew(first, reconnect(first, cursor(sent.get(0))));
  }

  @Test
  void eventsThatAreTooOldMakeANewConnection() {
    restart(new RecoveryConfig(true, 10_000, false, 3, 1_000_000), LOG);
    Connection first = connect("");
    first.cut();
    fixture.io.emit("a");
    fixture.timers.advance(2_001);

    assertNew(first, reconnect(first, null));
  }

  @Test
  void moreThanTheOutboxTakesMakesANewConnection() {
    restart(RECOVERY, new LogConfig(1_000, 1L << 30, 2_000));
    Connection first = connect("");
    first.cut();
    for (int i = 0; i < 5; i++) {
      fixture.io.emit("big", "x".repeat(1 << 20));
    }

    assertNew(first, reconnect(first, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pid\":\"%s\",\"offset\":\"\"}",
        "{\"pid\":\"%s\",\"offset\":\"hello\"}",
        "{\"pid\":\"%s\",\"offset\":\"aaaaaaaaaa-99999999999999999999\"}",
        "{\"pid\":\"%s\",\"offset\":1}",
        "{\"pid\":\"%s\",\"offset\":null}",
        "{\"pid\":\"%s\",\"offset\":{\"a\":1}}",
        "{\"pid\":[\"%s\"]}",
        "{\"pid\":\"%sx\"}",
        "{\"pid\":\"\"}",
        "{\"pid\":\"__proto__\",\"offset\":\"constructor\"}",
        "{\"pid\":null}",
        "{\"offset\":\"%s\"}",
      })
  void anythingElseMakesANewConnection(String payload) {
    Connection first = connect("");
    first.cut();

    assertNew(first, connect(payload.formatted(first.pid)));
    assertSame(first, reconnect(first, null));
  }

  @Test
  void publicIdIsNoPrivateId() {
    Connection first = connect("");
    first.cut();

    assertNew(first, connect("{\"pid\":\"" + first.sid + "\"}"));
  }

  @Test
  void placeAheadOfTheLogMakesANewConnection() {
    Connection first = connect("");
    fixture.io.emit("a");
    String offset = cursor(first.ws.take().get(0));
    first.cut();

    assertNew(first, reconnect(first, offset + "0"));
  }

  /** The official client keeps the offset of an earlier life beside its new private id. */
  @Test
  void placeOfAnotherLogMeansThatNothingOfThisOneWasReceived() {
    Connection first = connect("");
    fixture.io.emit("a");
    first.cut();

    assertThat(withoutCursors(reconnect(first, "0000000000-7").missed))
        .containsExactly("42[\"a\"]");
  }

  @Test
  void placeBeforeItsOwnConnectionMeansThatNothingWasReceivedSince() {
    Connection other = connect("");
    fixture.io.emit("before");
    String early = cursor(other.ws.take().get(0));
    fixture.io.emit("before, too");
    Connection first = connect("");
    fixture.io.emit("a");
    first.cut();

    assertThat(withoutCursors(reconnect(first, early).missed)).containsExactly("42[\"a\"]");
  }

  @Test
  void sessionIsGoneWhenItsTimeIsOver() {
    Connection first = connect("");
    first.cut();
    fixture.timers.advance(1_000);
    Connection second = reconnect(first, null);
    assertSame(first, second);
    second.cut();
    fixture.timers.advance(1_001);

    assertNew(first, reconnect(first, null));
  }

  @Test
  void thoseAwayLongestGoWhenThereAreTooMany() {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(connect(""));
    }
    all.forEach(Connection::cut);

    assertNew(all.get(0), reconnect(all.get(0), null));
    assertSame(all.get(1), reconnect(all.get(1), null));
    assertSame(all.get(3), reconnect(all.get(3), null));
  }

  @Test
  void thoseAwayLongestGoWhenTheyTakeTooMuch() {
    restart(new RecoveryConfig(true, 1_000, false, 100, 3_000), LOG);
    Connection first = connect("");
    Connection second = connect("");
    socket(second).join("x".repeat(1_000));
    first.cut();
    assertSame(first, reconnect(first, null));
    fixture.engine.close();
    restart(new RecoveryConfig(true, 1_000, false, 100, 3_000), LOG);
    first = connect("");
    second = connect("");
    socket(second).join("x".repeat(1_000));
    first.cut();
    second.cut();

    assertNew(first, reconnect(first, null));
    assertSame(second, reconnect(second, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"41", "server", "parse"})
  void whoLeftOrWasSentAwayDoesNotComeBack(String how) {
    Connection first = connect("");
    switch (how) {
      case "41" -> first.ws.send("41");
      case "server" -> socket(first).disconnect();
      default -> first.ws.send("?");
    }
    first.cut();

    assertNew(first, reconnect(first, null));
  }

  @Test
  void violationOfTheProtocolIsACut() {
    Connection first = connect("");
    first.ws.send("40");

    assertSame(first, reconnect(first, null));
  }

  @Test
  void sessionIsResumedOnce() {
    Connection first = connect("");
    first.cut();
    Connection second = reconnect(first, null);
    assertSame(first, second);
    second.ws.send("41");

    assertNew(first, reconnect(first, null));
  }

  @Test
  void connectionThatIsDeadUnnoticedMakesRoom() {
    fixture.io.onConnection(
        socket ->
            socket.onDisconnect(reason -> fixture.log.add(socket.recovered() + " " + reason)));
    Connection first = connect("");
    socket(first).join("room");
    fixture.io.emit("a");
    first.ws.take();

    Connection second = reconnect(first, null);

    assertSame(first, second);
    assertThat(withoutCursors(second.missed)).containsExactly("42[\"a\"]");
    assertThat(socket(second).rooms()).containsExactlyInAnyOrder(first.sid, "room");
    assertThat(first.ws.take()).containsExactly("close 1000");
    assertThat(fixture.takeLog()).containsExactly("false transport close");
    fixture.io.emit("b");
    assertThat(second.take()).containsExactly("42[\"b\"]");
    assertThat(fixture.sessions.count()).isEqualTo(1);
  }

  @Test
  void middlewareRunsAgainAndSeesWhoComesBack() {
    Connection first = connect("");
    socket(first).join("room");
    socket(first).data().put("k", "v");
    first.cut();
    fixture.io.use(
        (socket, next) -> {
          fixture.log.add(
              socket.recovered() + " " + socket.id() + " " + socket.data() + socket.rooms().size());
          next.proceed();
        });

    assertSame(first, reconnect(first, null));
    assertThat(fixture.takeLog()).containsExactly("true " + first.sid + " {k=v}2");
  }

  @Test
  void whoIsShutOutMeanwhileStaysOut() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("secret");
    fixture.io.use((socket, next) -> next.refuse(new ConnectRefused("no more")));
    WebSocket ws = fixture.client().webSocket();

    ws.send("40{\"pid\":\"" + first.pid + "\"}");

    assertThat(ws.take()).containsExactly("44{\"message\":\"no more\"}");
    assertThat(fixture.io.of("/").sockets()).isEmpty();
    assertThat(fixture.io.of("/").members(first.sid)).isEmpty();
  }

  @Test
  void middlewareIsSkippedIfSaidSo() {
    restart(new RecoveryConfig(true, 1_000, true, 3, 1_000_000), LOG);
    onConnection(socket -> fixture.log.add("connection " + socket.recovered()));
    Connection first = connect("");
    first.cut();
    fixture.io.use((socket, next) -> next.refuse(new ConnectRefused("nobody new")));

    assertSame(first, reconnect(first, null));
    assertThat(fixture.takeLog()).containsExactly("connection false", "connection true");
  }

  @Test
  void roomsJoinedAndLeftInMiddlewareCount() {
    Connection first = connect("");
    socket(first).join("a", "b");
    first.cut();
    fixture.io.to("a").emit("still was in it");
    fixture.io.use(
        (socket, next) -> {
          socket.leave("a");
          socket.join("c");
          next.proceed();
        });

    Connection second = reconnect(first, null);

    assertThat(withoutCursors(second.missed)).containsExactly("42[\"still was in it\"]");
    assertThat(socket(second).rooms()).containsExactlyInAnyOrder(first.sid, "b", "c");
    assertThat(fixture.io.of("/").members("a")).isEmpty();
  }

  @Test
  void whatIsEmittedWhileMiddlewareRunsComesOnceAndInOrder() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("1");
    fixture.io.use(
        (socket, next) -> {
          fixture.io.emit("2");
          socket.emit("3");
          var unused = socket.emitWithAck("question", String.class);
          fixture.io.emit("4");
          next.proceed();
        });
    WebSocket ws = fixture.client().webSocket();
    ws.send("40{\"pid\":\"" + first.pid + "\"}");

    List<String> frames = ws.take();
    assertThat(withoutCursors(frames))
        .containsExactly(
            "42[\"1\"]",
            "42[\"2\"]",
            "42[\"3\"]",
            "42[\"4\"]",
            "40{\"sid\":\"" + first.sid + "\",\"pid\":\"" + first.pid + "\"}",
            "420[\"question\"]");
  }

  @Test
  void emitsBeforeTheFirstAnswerCanBeRecovered() {
    fixture.io.use(
        (socket, next) -> {
          if (!socket.recovered()) {
            socket.emit("welcome");
          }
          next.proceed();
        });
    WebSocket ws = fixture.client().webSocket();
    ws.send("40");
    List<String> frames = ws.take();
    assertThat(withoutCursors(frames)).element(1).isEqualTo("42[\"welcome\"]");
    Connection first = new Connection(ws, frames.subList(0, 1));
    first.cut();

    assertThat(withoutCursors(reconnect(first, null).missed)).containsExactly("42[\"welcome\"]");
  }

  /** Holds what it is asked to let pass. */
  private static final class Gate implements Middleware {
    final List<Next> waiting = new ArrayList<>();

    @Override
    public void handle(Socket socket, Next next) {
      waiting.add(next);
    }
  }

  @Test
  void cutWhileMiddlewareRunsCanComeBackStill() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("a");
    Gate gate = new Gate();
    fixture.io.use(gate);
    WebSocket second = fixture.client().webSocket();
    second.send("40{\"pid\":\"" + first.pid + "\"}");
    second.transport().onClose();
    WebSocket third = fixture.client().webSocket();
    third.send("40{\"pid\":\"" + first.pid + "\"}");

    gate.waiting.forEach(Middleware.Next::proceed);

    assertThat(second.take()).containsExactly("close 1000");
    Connection back = new Connection(third, third.take());
    assertSame(first, back);
    assertThat(withoutCursors(back.missed)).containsExactly("42[\"a\"]");
  }

  @Test
  void oneOfTwoConnectionsResumesTheSessionAndTheOtherIsClosed() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("a");
    Gate gate = new Gate();
    fixture.io.use(gate);
    WebSocket second = fixture.client().webSocket();
    second.send("40{\"pid\":\"" + first.pid + "\"}");
    WebSocket third = fixture.client().webSocket();
    third.send("40{\"pid\":\"" + first.pid + "\"}");

    gate.waiting.forEach(Middleware.Next::proceed);

    assertThat(second.take()).containsExactly("close 1000");
    Connection back = new Connection(third, third.take());
    assertSame(first, back);
    assertThat(withoutCursors(back.missed)).containsExactly("42[\"a\"]");
    assertThat(fixture.io.of("/").sockets()).hasSize(1);
  }

  @Test
  void whatGoesFromTheLogWhileMiddlewareRunsMakesANewConnection() {
    Connection first = connect("");
    first.cut();
    fixture.io.emit("a");
    Gate gate = new Gate();
    fixture.io.use(gate);
    WebSocket ws = fixture.client().webSocket();
    ws.send("40{\"pid\":\"" + first.pid + "\"}");
    for (int i = 0; i < 11; i++) {
      fixture.io.emit("e", i);
    }

    gate.waiting.get(0).proceed();
    assertThat(ws.take()).as("middleware runs again, for somebody new").isEmpty();
    gate.waiting.get(1).proceed();

    assertNew(first, new Connection(ws, ws.take()));
  }

  @Test
  void eachNamespaceIsRecoveredByItself() {
    fixture.io.of("/chat");
    InMemoryClient client = fixture.client();
    client.webSocket().send("40");
    client.webSocket().send("40/chat,");
    List<String> answers = client.webSocket().take();
    Connection main = new Connection(client.webSocket(), answers.subList(0, 1));
    String chat = answers.get(1).replace("40/chat,", "40");
    Connection inChat = new Connection(client.webSocket(), List.of(chat));
    client.session().terminate(CloseReason.PING_TIMEOUT);
    fixture.io.of("/chat").emit("a");
    WebSocket ws = fixture.client().webSocket();

    ws.send("40/chat,{\"pid\":\"" + main.pid + "\"}");
    assertThat(ws.take())
        .as("of another namespace")
        .singleElement()
        .asString()
        .doesNotContain(main.sid);
    WebSocket right = fixture.client().webSocket();
    right.send("40/chat,{\"pid\":\"" + inChat.pid + "\"}");

    assertThat(withoutCursors(right.take()))
        .containsExactly(
            "42/chat,[\"a\"]",
            "40/chat,{\"sid\":\"" + inChat.sid + "\",\"pid\":\"" + inChat.pid + "\"}");
  }

  @Test
  void withoutRecoveryThereIsNeitherPrivateIdNorPlace() {
    fixture.close();
    fixture = Fixture.inline();
    WebSocket ws = fixture.client().webSocket();
    ws.send("40{\"pid\":\"x\",\"offset\":\"aaaaaaaaaa-1\"}");
    Socket socket = fixture.io.of("/").sockets().iterator().next();
    assertThat(ws.take()).containsExactly("40{\"sid\":\"" + socket.id() + "\"}");
    assertThat(socket.recovered()).isFalse();

    fixture.io.emit("a", 1);
    socket.emit("b");

    assertThat(ws.take()).containsExactly("42[\"a\",1]", "42[\"b\"]");
  }
}
