package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.BackPressure;
import dev.oneport.BroadcastOperator;
import dev.oneport.ClientSession;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Socket.IO client that does not read, with room for 90 bytes: ten events {@code 42["e",N]}. */
class SlowClientTest {
  private static final int OUTBOX_BYTES = 90;

  private Fixture fixture = Fixture.small(OUTBOX_BYTES, RecoveryConfig.defaults());
  private Namespace main = fixture.io.of("/");
  private WebSocket slow;
  private Socket socket;

  @BeforeEach
  void connect() {
    main.onConnection(each -> each.on("question", (arguments, ack) -> ack.send("answer")));
    slow = fixture.client("40").webSocket();
    socket = main.sockets().iterator().next();
    slow.sink().hold();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Events 0 to 9: the first is being written, 81 bytes wait. */
  private void fill(BroadcastOperator to) {
    for (int i = 0; i < 10; i++) {
      to.emit("e", i);
    }
    assertThat(session().queuedBytes()).isEqualTo(90);
  }

  private ClientSession session() {
    return fixture.sessions.sessions().iterator().next();
  }

  /** Reads to the end. */
  private List<String> read() {
    slow.sink().release();
    return slow.take();
  }

  private static List<String> events(int... numbers) {
    List<String> frames = new ArrayList<>();
    for (int number : numbers) {
      frames.add("42[\"e\"," + number + "]");
    }
    return frames;
  }

  // Where nothing else is said

  @Test
  void isClosed() {
    fill(main);

    main.emit("e", 10);

    assertThat(fixture.sessions.count()).isZero();
    assertThat(slow.take()).containsExactly("42[\"e\",0]", "close 1000");
  }

  @Test
  void settingSaysOtherwise() {
    fixture.close();
    fixture = Fixture.small(OUTBOX_BYTES, RecoveryConfig.defaults(), WhenFull.DROP_OLDEST);
    main = fixture.io.of("/");
    connect();
    fill(main);

    main.emit("e", 9);
    socket.emit("e", 8);

    assertThat(session().droppedEvents()).isEqualTo(2);
    assertThat(read()).isEqualTo(events(0, 3, 4, 5, 6, 7, 8, 9, 9, 8));
  }

  @Test
  void namespaceSaysOtherwise() {
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);

    main.emit("e", 9);
    socket.emit("e", 9);

    assertThat(session().droppedEvents()).isEqualTo(2);
    assertThat(read()).isEqualTo(events(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  void emitSaysOtherwise() {
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);

    main.whenFull(WhenFull.DROP_OLDEST).emit("e", 9);
    socket.whenFull(WhenFull.DROP_OLDEST).emit("e", 8);
    main.whenFull(WhenFull.CLOSE).emit("e", 7);

    assertThat(session().droppedEvents()).isEqualTo(3);
    assertThat(read()).isEqualTo(events(0, 4, 5, 6, 7, 8, 9, 9, 8, 7));
  }

  @Test
  void operatorsAreImmutable() {
    BroadcastOperator everybody = main.to(socket.id());
    everybody.whenFull(WhenFull.DROP_NEWEST);
    socket.whenFull(WhenFull.DROP_NEWEST);
    fill(everybody);

    socket.emit("e", 10);

    assertThat(fixture.sessions.count()).isZero();
  }

  @Test
  void childrenHaveWhatTheirParentHas() {
    fixture.io.of(Pattern.compile("^/child")).defaultWhenFull(WhenFull.DROP_NEWEST);
    Namespace child = fixture.io.of("/child");
    WebSocket other = fixture.client("40/child").webSocket();
    other.sink().hold();
    for (int i = 0; i < 10; i++) {
      child.emit("e", i);
    }

    assertThat(fixture.sessions.count()).isEqualTo(2);
    assertThat(child.sockets()).hasSize(1);
  }

  // What is not dropped

  @Test
  void answersPushOutEvents() {
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);

    slow.send("421[\"question\"]");

    assertThat(session().droppedEvents()).isEqualTo(2);
    assertThat(read())
        .containsExactly(
            "42[\"e\",0]",
            "42[\"e\",3]",
            "42[\"e\",4]",
            "42[\"e\",5]",
            "42[\"e\",6]",
            "42[\"e\",7]",
            "42[\"e\",8]",
            "42[\"e\",9]",
            "431[\"answer\"]");
  }

  @Test
  void connectAndDisconnectPushOutEvents() {
    fixture.io.of("/other");
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);

    slow.send("40/other");
    socket.disconnect();

    List<String> frames = read();
    assertThat(frames.get(frames.size() - 2)).startsWith("40/other,{\"sid\":");
    assertThat(frames.get(frames.size() - 1)).isEqualTo("41");
    assertThat(frames).hasSizeLessThan(10);
  }

  @Test
  void pingPushesOutEvents() {
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);

    fixture.timers.advance(1_000_000);

    List<String> frames = read();
    assertThat(frames).hasSize(10).endsWith("42[\"e\",9]", "2");
  }

  @Test
  void eventWithAttachmentsIsDroppedWhole() {
    byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    main.defaultWhenFull(WhenFull.DROP_OLDEST);
    main.emit("e", 0);
    socket.emit("b", bytes);
    main.emit("e", 1);
    main.emit("e", 2);
    socket.emit("b", bytes);

    assertThat(session().droppedEvents()).isEqualTo(1);
    assertThat(read())
        .containsExactly(
            "42[\"e\",0]",
            "42[\"e\",1]",
            "42[\"e\",2]",
            "451-[\"b\",{\"_placeholder\":true,\"num\":0}]",
            "#0102030405060708090a");
  }

  @Test
  void eventThatIsDroppedIsNotAnswered() {
    fill(main);

    var answer =
        socket
            .whenFull(WhenFull.DROP_NEWEST)
            .timeout(Duration.ofSeconds(5))
            .emitWithAck("e", String.class);
    fixture.timers.advance(5_000);

    assertThat(answer).isCompletedExceptionally();
    assertThat(session().droppedEvents()).isEqualTo(1);
  }

  // The latest of a key

  @Test
  void onlyTheLatestOfAKeyWaits() {
    for (int i = 0; i < 1_000; i++) {
      main.whenFull(WhenFull.conflate("price")).emit("e", i % 10);
      if (i % 200 == 0) {
        main.emit("e", 0);
      }
    }

    assertThat(session().queuedBytes()).isEqualTo(63);
    assertThat(session().droppedEvents()).isZero();
  }

  @Test
  void keyIsOfItsNamespace() {
    Namespace other = fixture.io.of("/o");
    slow.sink().release();
    slow.send("40/o");
    slow.take();
    slow.sink().hold();
    main.emit("e", 0);

    main.whenFull(WhenFull.conflate("k")).emit("e", 1);
    other.whenFull(WhenFull.conflate("k")).emit("e", 2);
    socket.whenFull(WhenFull.conflate("k")).emit("e", 3);

    assertThat(read()).containsExactly("42[\"e\",0]", "42/o,[\"e\",2]", "42[\"e\",3]");
  }

  @Test
  void namespaceSaysWhatHappensWhereThereIsNoRoomForALatest() {
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);

    main.whenFull(WhenFull.conflate("k")).emit("e", 1);

    assertThat(session().droppedEvents()).isEqualTo(1);
    assertThat(fixture.sessions.count()).isEqualTo(1);
  }

  // A poller

  @Test
  void pollerThatDoesNotPollLosesTheOldest() {
    main.defaultWhenFull(WhenFull.DROP_OLDEST);
    InMemoryClient poller = InMemoryClient.polling(fixture.engine);
    poller.poll();
    poller.post("40");
    poller.poll();
    for (int i = 0; i < 13; i++) {
      main.emit("e", i % 10);
    }

    // What one answer has is half of what may wait.
    assertThat(poller.poll().split("\u001e")).isEqualTo(events(3, 4, 5, 6, 7).toArray());
    assertThat(poller.poll().split("\u001e")).isEqualTo(events(8, 9, 0, 1, 2).toArray());
  }

  // Who comes back

  @Test
  void whatWasDroppedIsNotDeliveredLater() {
    fixture.close();
    fixture = Fixture.small(150, new RecoveryConfig(true, 10_000, false, 3, 1_000_000));
    main = fixture.io.of("/");
    slow = fixture.client().webSocket();
    slow.send("40");
    String pid = slow.take().get(0).replaceFirst(".*\"pid\":\"([\\w-]+)\".*", "$1");
    slow.sink().hold();
    for (int i = 0; i < 8; i++) {
      main.whenFull(WhenFull.DROP_OLDEST).emit("e", i);
    }
    slow.sink().release();
    List<String> read = slow.take();
    String cursor = read.get(read.size() - 1).replaceFirst(".*,\"([^\"]+)\"]", "$1");
    slow.transport().onClose();
    main.emit("e", 8);

    WebSocket back = fixture.client().webSocket();
    back.send("40{\"pid\":\"" + pid + "\",\"offset\":\"" + cursor + "\"}");

    assertThat(read.get(0)).startsWith("42[\"e\",0,");
    assertThat(read.get(1)).as("some were dropped").doesNotStartWith("42[\"e\",1,");
    assertThat(back.take().get(0)).startsWith("42[\"e\",8,");
  }

  // What the application is told

  @Test
  void listenerIsToldOfSlownessAtOnceAndOfDropsOnceASecond() {
    List<BackPressure> told = new ArrayList<>();
    fixture.sessions.onBackPressure(
        (session, pressure) -> {
          assertThat(session).isSameAs(session());
          told.add(pressure);
        });
    main.defaultWhenFull(WhenFull.DROP_NEWEST);
    fill(main);
    assertThat(told).containsExactly(new BackPressure(true, 54, 0));

    for (int i = 0; i < 1_000; i++) {
      main.emit("e", 0);
    }
    assertThat(told).hasSize(1);
    fixture.timers.advance(1_000);
    assertThat(told).hasSize(2).endsWith(new BackPressure(true, 90, 1_000));

    read();
    assertThat(told).hasSize(3).endsWith(new BackPressure(false, 0, 0));
    assertThat(session().droppedEvents()).isEqualTo(1_000);
  }

  @Test
  void listenerThatFailsHarmsNobody() {
    List<BackPressure> told = new ArrayList<>();
    fixture.sessions.onBackPressure(
        (session, pressure) -> {
          throw new IllegalStateException("a mistake of the application");
        });
    fixture.sessions.onBackPressure((session, pressure) -> told.add(pressure));

    try (ExpectedLog log = ExpectedLog.of("dev.oneport.session.BackPressureListeners")) {
      fill(main);
      assertThat(log.take())
          .containsExactly("WARNING listener-failed: A listener for back-pressure failed");
    }

    assertThat(told).hasSize(1);
  }
}
