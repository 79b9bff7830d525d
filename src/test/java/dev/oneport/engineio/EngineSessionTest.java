package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.config.EngineConfig;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketCodec;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import dev.oneport.testing.RecordingFrameSink;
import dev.oneport.testing.RecordingHandler;
import dev.oneport.testing.RecordingPollSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on both transports, in virtual time: ping 25 s, pong 20 s, upgrade 10 s. */
class EngineSessionTest {
  private static final Set<TransportName> BOTH =
      Set.of(TransportName.POLLING, TransportName.WEBSOCKET);
  private static final EngineConfig CONFIG =
      new EngineConfig(
          BOTH, true, false, 25_000, 20_000, 10_000, 1_000_000, 100, 1_000, 8_000, 100, "");

  private final FakeTimers timers = new FakeTimers();
  private final RecordingHandler handler = new RecordingHandler();
  private final WriteWatchdog watchdog = new WriteWatchdog(timers, CONFIG.sendTimeoutMillis());
  private final EngineSessions sessions = new EngineSessions();
  private final EngineServer engine =
      new EngineServer(CONFIG, sessions, new EngineHooks(sessions, 0), handler, timers, watchdog);

  /** Nothing happened that a test did not expect. */
  @AfterEach
  void noEventIsLeftOver() {
    assertThat(handler.take()).isEmpty();
  }

  /** Nothing runs on for a session that is over. */
  private void assertOver(InMemoryClient client) {
    assertThat(engine.count()).isZero();
    assertThat(timers.pending()).isZero();
    assertThat(client.session().queuedBytes()).isZero();
    assertThat(sessions.metrics().queuedBytes()).isZero();
  }

  private InMemoryClient polling() {
    InMemoryClient client = InMemoryClient.polling(engine);
    client.poll();
    assertThat(handler.take()).containsExactly("open");
    return client;
  }

  private InMemoryClient webSocket() {
    InMemoryClient client = InMemoryClient.webSocket(engine);
    assertThat(handler.take()).containsExactly("open");
    return client;
  }

  private static EnginePacket packet(String text) {
    try {
      return EnginePacketCodec.decode(text);
    } catch (PacketFormatException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static void send(InMemoryClient client, String... packets) {
    for (String each : packets) {
      client.session().send(List.of(packet(each)));
    }
  }

  @Nested
  class Opening {
    @AfterEach
    void opened() {
      assertThat(handler.take()).containsExactly("open");
    }

    @Test
    void pollerIsOfferedTheUpgrade() {
      InMemoryClient client = InMemoryClient.polling(engine);
      String sid = client.session().sid();

      assertThat(sid).matches("[A-Za-z0-9_-]{24}");
      assertThat(client.poll())
          .isEqualTo(
              "0{\"sid\":\""
                  + sid
                  + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                  + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void webSocketHasNothingToUpgradeTo() {
      RecordingFrameSink sink = new RecordingFrameSink();

      engine.openWebSocket(RandomId.secret(), InMemoryClient.handshake(), sink);

      assertThat(sink.take())
          .singleElement()
          .asString()
          .matches(
              "0\\{\"sid\":\"[A-Za-z0-9_-]{24}\",\"upgrades\":\\[],\"pingInterval\":25000,"
                  + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void noUpgradeIsOfferedWhenSwitchedOff() {
      EngineConfig config =
          new EngineConfig(BOTH, false, false, 300, 200, 10_000, 1_000, 100, 1_000, 8_000, 100, "");
      EngineServer other = new EngineServer(config, handler, timers, watchdog);

      assertThat(InMemoryClient.polling(other).poll())
          .endsWith(
              "\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000}");
    }

    @Test
    void noUpgradeIsOfferedToATransportThatIsSwitchedOff() {
      EngineConfig config =
          new EngineConfig(
              Set.of(TransportName.POLLING),
              true,
              false,
              1,
              1,
              10_000,
              1_000,
              100,
              1_000,
              8_000,
              100,
              "");
      EngineServer other = new EngineServer(config, handler, timers, watchdog);

      assertThat(InMemoryClient.polling(other).poll()).contains(",\"upgrades\":[],");
    }

    @Test
    void whatWasSentBeforeTheFirstPollComesWithTheOpenPacket() {
      InMemoryClient client = InMemoryClient.polling(engine);
      send(client, "4a", "4b");

      assertThat(client.poll()).endsWith("\"maxPayload\":1000000}\u001e4a\u001e4b");
    }
  }

  @Nested
  class OpeningToAnEagerListener {
    @Test
    void openPacketComesFirst() {
      EngineServer eager =
          new EngineServer(
              CONFIG,
              session -> {
                session.send(List.of(packet("4early")));
                return handler.onSession(session);
              },
              timers,
              watchdog);

      assertThat(InMemoryClient.polling(eager).poll()).matches("0\\{.*}\u001e4early");
      assertThat(handler.take()).containsExactly("open");
    }
  }

  @Nested
  class Messages {
    @Test
    void travelBothWaysOverPolling() {
      InMemoryClient client = polling();
      client.post("4hello\u001ebAQL/\u001e4");
      assertThat(handler.take()).containsExactly("hello", "#0102ff", "");

      send(client, "4one", "bAQL/", "4");
      assertThat(client.poll()).isEqualTo("4one\u001ebAQL/\u001e4");
    }

    @Test
    void travelBothWaysOverWebSocket() {
      InMemoryClient client = webSocket();
      client.webSocket().send("4hello");
      client.webSocket().send((byte) 1, (byte) 2, (byte) 0xff);
      assertThat(handler.take()).containsExactly("hello", "#0102ff");

      send(client, "4one", "bAQL/", "4");
      assertThat(client.webSocket().take()).containsExactly("4one", "#0102ff", "4");
    }

    @Test
    void answerAPollThatWaits() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();
      assertThat(poll.answer()).isNull();

      send(client, "4one");

      assertThat(poll.answer()).isEqualTo("200 4one");
    }

    @Test
    void collectWhileAWriteIsUnderWayAndLeaveAsOneBatch() {
      InMemoryClient client = webSocket();
      RecordingFrameSink sink = client.webSocket().sink();
      sink.hold();

      send(client, "4one", "4two", "4three");
      assertThat(sink.take()).containsExactly("4one");
      assertThat(client.session().queuedBytes()).isEqualTo(4 + 4 + 6);

      sink.complete();
      assertThat(sink.take()).containsExactly("4two");
      assertThat(sink.writesUnderWay()).isOne();
      sink.release();
      assertThat(sink.take()).containsExactly("4three");
      assertThat(client.session().queuedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "6", "3"})
    void packetsWithoutMeaningAreIgnored(String text) {
      InMemoryClient client = webSocket();

      client.webSocket().send(text);

      assertThat(engine.count()).isOne();
      client.webSocket().send("4still here");
      assertThat(handler.take()).containsExactly("still here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "b!", "7"})
    void unreadableFrameEndsTheSession(String frame) {
      InMemoryClient client = webSocket();

      client.webSocket().send(frame);

      assertThat(handler.take()).containsExactly("closed: parse error");
      assertOver(client);
    }

    @Test
    void packetsBeforeTheBadOneAreDelivered() {
      InMemoryClient client = polling();

      client.post("4one\u001e4two\u001eabc\u001e4three");

      assertThat(handler.take()).containsExactly("one", "two", "closed: parse error");
      assertOver(client);
    }

    @Test
    void emptyPostIsAParseError() {
      InMemoryClient client = polling();

      client.post("");

      assertThat(handler.take()).containsExactly("closed: parse error");
    }

    @Test
    void morePacketsThanAllowedAreAParseError() {
      InMemoryClient client = polling();

      client.post("4\u001e".repeat(100) + "4");

      assertThat(handler.take()).hasSize(101).last().isEqualTo("closed: parse error");
    }
  }

  @Nested
  class Heartbeats {
    @Test
    void pingComesAfterTheIntervalAndAgainOneIntervalAfterEachPong() {
      InMemoryClient client = webSocket();

      timers.advance(24_999);
      assertThat(client.webSocket().take()).isEmpty();
      timers.advance(1);
      assertThat(client.webSocket().take()).containsExactly("2");

      timers.advance(19_999);
      client.webSocket().send("3");
      timers.advance(24_999);
      assertThat(client.webSocket().take()).isEmpty();
      timers.advance(1);
      assertThat(client.webSocket().take()).containsExactly("2");
    }

    @Test
    void silenceEndsTheSessionAfterThePingTimeout() {
      InMemoryClient client = webSocket();

      timers.advance(25_000 + 19_999);
      assertThat(client.webSocket().take()).containsExactly("2");
      timers.advance(1);

      assertThat(handler.take()).containsExactly("closed: ping timeout");
      assertThat(client.webSocket().take()).containsExactly("close 1000");
      assertOver(client);
    }

    @Test
    void onlyAPongIsASignOfLife() {
      InMemoryClient client = webSocket();
      timers.advance(25_000 + 19_999);
      client.webSocket().send("4hello");
      timers.advance(1);

      assertThat(handler.take()).containsExactly("hello", "closed: ping timeout");
    }

    @Test
    void pongsThatNobodyAskedForStartNoTimers() {
      InMemoryClient client = webSocket();
      int before = timers.pending();

      for (int i = 0; i < 100; i++) {
        client.webSocket().send("3");
      }

      assertThat(timers.pending()).isEqualTo(before);
      timers.advance(25_000);
      assertThat(client.webSocket().take()).containsExactly("2");
    }

    @Test
    void pollerGetsThePingWithItsNextPollWhileThePongIsAwaited() {
      InMemoryClient client = polling();

      timers.advance(25_000 + 10_000);
      assertThat(client.poll()).isEqualTo("2");
      timers.advance(9_999);
      client.post("3");
      timers.advance(25_000);
      assertThat(client.poll()).isEqualTo("2");
    }

    @Test
    void pollerThatNeverComesBackTimesOut() {
      InMemoryClient client = polling();

      timers.advance(45_000);

      assertThat(handler.take()).containsExactly("closed: ping timeout");
      assertThat(client.get().answer()).isEqualTo("400");
      assertOver(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void pingFromTheClientIsTheWrongDirection(String ping) {
      InMemoryClient client = webSocket();

      client.webSocket().send(ping);

      assertThat(handler.take()).containsExactly("closed: transport error");
      assertOver(client);
    }

    @Test
    void pingOverPollingIsTheWrongDirectionToo() {
      InMemoryClient client = polling();

      client.post("4a\u001e2\u001e4b");

      assertThat(handler.take()).containsExactly("a", "closed: transport error");
    }

    @Test
    void aPingUnansweredAcrossTheUpgradeStillTimesOut() {
      InMemoryClient client = polling();
      timers.advance(25_000);
      assertThat(client.poll()).isEqualTo("2");
      client.upgrade();

      timers.advance(20_000);

      assertThat(handler.take()).containsExactly("closed: ping timeout");
    }
  }

  @Nested
  class Upgrades {
    private InMemoryClient client;

    @BeforeEach
    void connect() {
      client = polling();
    }

    @Test
    void moveTheSessionToTheWebSocket() {
      WebSocket next = client.beginUpgrade();
      assertThat(next.take()).isEmpty();
      next.send("2probe");
      assertThat(next.take()).containsExactly("3probe");
      assertThat(client.session().transportName()).isEqualTo(TransportName.POLLING);

      next.send("5");

      assertThat(client.session().transportName()).isEqualTo(TransportName.WEBSOCKET);
      send(client, "4down");
      next.send("4up");
      next.send((byte) 7);
      assertThat(next.take()).containsExactly("4down");
      assertThat(handler.take()).containsExactly("up", "#07");
    }

    @Test
    void letWhatWasQueuedComeOutInOrderOnTheWebSocket() {
      send(client, "41", "42");
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      send(client, "43");
      assertThat(next.take()).containsExactly("3probe");

      next.send("5");
      send(client, "44");

      assertThat(next.take()).containsExactly("41", "42", "43", "44");
    }

    @Test
    void keepTheSessionOnPollingUntilTheyAreComplete() {
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      next.take();

      send(client, "4a");
      client.post("4b");

      assertThat(client.poll()).isEqualTo("4a");
      assertThat(next.take()).isEmpty();
      assertThat(handler.take()).containsExactly("b");
    }

    @Test
    void waitForAnAnswerThatIsStillBeingWritten() {
      RecordingPollSink slow = client.get();
      slow.hold();
      send(client, "41");
      WebSocket next = client.upgrade();
      send(client, "42");
      assertThat(next.take()).isEmpty();

      slow.complete(null);

      assertThat(slow.answer()).isEqualTo("200 41");
      assertThat(next.take()).containsExactly("42");
    }

    @Test
    void waitForTheAnswerToTheProbe() {
      WebSocket next = client.beginUpgrade();
      next.sink().hold();
      next.send("2probe");
      next.send("5");
      send(client, "41");
      assertThat(next.take()).containsExactly("3probe");

      next.sink().release();

      assertThat(next.take()).containsExactly("41");
    }

    @Test
    void letAPendingPollGoAfter100Millis() {
      RecordingPollSink poll = client.get();
      WebSocket next = client.beginUpgrade();
      timers.advance(500);
      assertThat(poll.answer()).isNull();

      next.send("2probe");
      timers.advance(99);
      assertThat(poll.answer()).isNull();
      timers.advance(1);
      assertThat(poll.answer()).isEqualTo("200 6");
    }

    @Test
    void letALaterPollGoAtTheNextTick() {
      client.beginUpgrade().send("2probe");
      timers.advance(150);
      RecordingPollSink poll = client.get();

      timers.advance(49);
      assertThat(poll.answer()).isNull();
      timers.advance(1);
      assertThat(poll.answer()).isEqualTo("200 6");
    }

    @Test
    void queueNoNoopWhileNoPollWaits() {
      client.beginUpgrade().send("2probe");
      timers.advance(1_000);

      assertThat(client.get().answer()).isNull();
    }

    @Test
    void refuseThePollThatIsStillPendingWhenTheyComplete() {
      RecordingPollSink poll = client.get();

      client.upgrade();

      assertThat(poll.answer()).isEqualTo("400");
      assertThat(client.get().answer()).isEqualTo("400");
    }

    @Test
    void stopLettingPollsGoOnceComplete() {
      int before = timers.pending();
      WebSocket next = client.upgrade();

      timers.advance(1_000);

      assertThat(next.take()).isEmpty();
      assertThat(timers.pending()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2", "2other", "4hi", "1", "", "x", "b!"})
    void endWithTheFirstWrongFrame(String frame) {
      WebSocket next = client.beginUpgrade();

      next.send(frame);

      assertAborted(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probe", "4hi", "3", "6", "", "x"})
    void endWithAWrongFrameAfterTheProbe(String frame) {
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      assertThat(next.take()).containsExactly("3probe");

      next.send(frame);

      assertAborted(next);
    }

    @Test
    void endWithABinaryFrame() {
      WebSocket next = client.beginUpgrade();

      next.send((byte) 1);

      assertAborted(next);
    }

    @Test
    void endWhenTheWebSocketCloses() {
      WebSocket next = client.beginUpgrade();

      next.transport().onClose();

      assertAborted(next);
    }

    @Test
    void endWhenTheWebSocketBreaks() {
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      next.take();

      next.transport().onError("broken");

      assertAborted(next);
    }

    @Test
    void endWithAMessageThatIsTooBig() {
      WebSocket next = client.beginUpgrade();

      next.transport().onTooBig();

      assertThat(next.take()).containsExactly("close 1009");
      assertLives();
    }

    @Test
    void endWhenTheAnswerToTheProbeCanNotBeWritten() {
      WebSocket next = client.beginUpgrade();
      next.sink().hold();
      next.send("2probe");
      assertThat(next.take()).containsExactly("3probe");

      next.sink().fail(new IOException("broken"));

      assertAborted(next);
    }

    @Test
    void endWhenTheyTakeTooLong() {
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      next.take();

      timers.advance(9_999);
      assertThat(next.take()).isEmpty();
      timers.advance(1);

      assertAborted(next);
    }

    @Test
    void mayBeTriedAgain() {
      client.beginUpgrade().send("5");

      client.upgrade();

      assertThat(client.session().transportName()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Test
    void secondOneAtATimeIsClosedAndHarmsNeither() {
      WebSocket first = client.beginUpgrade();
      WebSocket second = client.beginUpgrade();
      assertThat(second.take()).containsExactly("close 1000");

      second.send("2probe");
      second.send("5");
      second.transport().onClose();
      first.send("2probe");
      first.send("5");

      assertThat(first.take()).containsExactly("3probe");
      assertThat(client.session().transportName()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Test
    void upgradedSessionCountsWhereItIsNow() {
      client.upgrade();

      assertThat(sessions.metrics().upgraded().sum()).isOne();
      assertThat(sessions.metrics().live().count(TransportName.POLLING)).isEqualTo(-1);
      assertThat(sessions.metrics().live().count(TransportName.WEBSOCKET)).isOne();
    }

    @Test
    void upgradedSessionIsNotUpgradedAgain() {
      WebSocket first = client.upgrade();

      WebSocket second = client.beginUpgrade();
      second.send("2probe");

      assertThat(second.take()).containsExactly("close 1000");
      first.send("4hi");
      assertThat(handler.take()).containsExactly("hi");
    }

    @Test
    void endWithTheSession() {
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      next.take();

      client.post("1");
      timers.advance(200);

      assertThat(handler.take()).containsExactly("closed: transport close");
      assertThat(next.take()).containsExactly("close 1000");
      assertOver(client);
    }

    @Test
    void closeOfTheOldWaysAfterwardsHarmNobody() {
      RecordingPollSink poll = client.get();
      client.upgrade();

      client.pollingTransport().onPollAborted(poll);

      assertLives();
    }

    @Test
    void completedWhileTheSessionClosesTheyCloseIt() {
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      next.take();
      client.session().close();

      next.send("5");

      assertThat(next.take()).containsExactly("close 1000");
      assertThat(handler.take()).containsExactly("closed: forced close");
      assertOver(client);
    }

    @Test
    void completedWhileTheSessionClosesTheyDeliverWhatWasQueuedFirst() {
      send(client, "4last");
      WebSocket next = client.beginUpgrade();
      next.send("2probe");
      next.take();
      client.session().close();

      next.send("5");

      assertThat(next.take()).containsExactly("4last", "close 1000");
      assertThat(handler.take()).containsExactly("closed: forced close");
    }

    private void assertAborted(WebSocket tried) {
      assertThat(tried.take()).containsExactly("close 1000");
      assertLives();
      tried.send("2probe");
      tried.send("5");
      tried.transport().onClose();
      assertThat(tried.take()).isEmpty();
      assertLives();
      assertThat(timers.pending()).as("the heartbeat alone").isOne();
    }

    private void assertLives() {
      assertThat(handler.take()).isEmpty();
      assertThat(engine.count()).isOne();
      send(client, "4still here");
      if (client.session().transportName() == TransportName.POLLING) {
        assertThat(client.poll()).isEqualTo("4still here");
      } else {
        assertThat(client.webSocket().take()).containsExactly("4still here");
      }
    }
  }

  @Nested
  class ClosingByTheServer {
    @Test
    void pollThatWaitsIsAnsweredWithAClosePacket() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();

      client.session().close();

      assertThat(poll.answer()).isEqualTo("200 1");
      assertThat(handler.take()).containsExactly("closed: forced close");
      assertOver(client);
    }

    @Test
    void withoutAPollTheCloseWaitsForTheNext() {
      InMemoryClient client = polling();

      client.session().close();
      assertThat(handler.take()).isEmpty();
      assertThat(engine.count()).isOne();
      timers.advance(29_999 - 5_000);

      assertThat(client.poll()).isEqualTo("6\u001e1");
      assertThat(handler.take()).containsExactly("closed: forced close");
      assertThat(client.get().answer()).isEqualTo("400");
      assertOver(client);
    }

    @Test
    void clientThatNeverPollsAgainIsGivenUpAfter30Seconds() {
      EngineConfig calm =
          new EngineConfig(
              BOTH, true, false, 60_000, 60_000, 10_000, 1_000, 100, 1_000, 8_000, 100, "");
      EngineServer other = new EngineServer(calm, handler, timers, watchdog);
      InMemoryClient client = InMemoryClient.polling(other);
      client.poll();
      client.session().close();
      handler.take();

      timers.advance(29_999);
      assertThat(other.count()).isOne();
      timers.advance(1);

      assertThat(other.count()).isZero();
      assertThat(handler.take()).containsExactly("closed: forced close");
      assertThat(timers.pending()).isZero();
    }

    @Test
    void whatIsQueuedIsWrittenFirst() {
      InMemoryClient client = polling();
      send(client, "4one", "4two");

      client.session().close();
      assertThat(client.poll()).isEqualTo("4one\u001e4two");
      assertThat(client.poll()).isEqualTo("6\u001e1");

      assertThat(handler.take()).containsExactly("closed: forced close");
    }

    @Test
    void webSocketClosesOnceWhatIsQueuedWasWritten() {
      InMemoryClient client = webSocket();
      RecordingFrameSink sink = client.webSocket().sink();
      sink.hold();
      send(client, "4one", "4two");

      client.session().close();
      sink.complete();
      assertThat(sink.take()).containsExactly("4one", "4two");
      sink.complete();

      assertThat(sink.take()).containsExactly("close 1000");
      assertThat(handler.take()).containsExactly("closed: forced close");
      assertOver(client);
    }

    @Test
    void packetsAfterTheCloseAreDropped() {
      InMemoryClient client = polling();
      client.session().close();

      send(client, "4late");
      client.post("4late too");

      assertThat(client.poll()).isEqualTo("6\u001e1");
      send(client, "4later");
      assertThat(client.session().queuedBytes()).isZero();
      assertThat(handler.take()).containsExactly("closed: forced close");
    }

    @Test
    void secondCloseDoesNothing() {
      InMemoryClient client = polling();
      client.session().close();
      client.session().close();
      assertThat(client.poll()).isEqualTo("6\u001e1");
      client.session().close();
      client.session().terminate(CloseReason.TRANSPORT_ERROR);

      assertThat(handler.take()).containsExactly("closed: forced close");
    }

    @Test
    void whoPollsGetsItsLastMessagesAndTheCloseOfAStoppingServer() {
      InMemoryClient client = polling();
      send(client, "4one");

      client.session().leave();
      timers.advance(999);
      assertThat(client.poll()).isEqualTo("4one");
      assertThat(client.poll()).isEqualTo("6\u001e1");

      assertThat(handler.take()).containsExactly("closed: server shutting down");
      assertOver(client);
    }

    @Test
    void stoppingServerWaitsASecondForWhoIsBetweenTwoPolls() {
      InMemoryClient client = polling();
      send(client, "4never");
      client.session().leave();
      client.session().leave();

      timers.advance(999);
      assertThat(handler.take()).isEmpty();
      timers.advance(1);

      assertThat(handler.take()).containsExactly("closed: server shutting down");
      assertOver(client);
    }

    @Test
    void stoppingServerDoesNotBreakAWriteUnderWay() {
      InMemoryClient client = webSocket();
      RecordingFrameSink sink = client.webSocket().sink();
      sink.hold();
      send(client, "4one");
      client.session().leave();

      timers.advance(1_000);
      assertThat(sink.take()).containsExactly("4one");
      sink.complete();

      assertThat(sink.take()).containsExactly("close 1000");
      assertThat(handler.take()).containsExactly("closed: server shutting down");
      assertOver(client);
    }

    @Test
    void terminationWaitsForNothing() {
      InMemoryClient client = polling();
      send(client, "4never");

      client.session().terminate(CloseReason.SERVER_SHUTTING_DOWN);

      assertThat(handler.take()).containsExactly("closed: server shutting down");
      assertThat(client.get().answer()).isEqualTo("400");
      assertOver(client);
    }

    @Test
    void terminationTellsThePollThatWaits() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();

      client.session().terminate(CloseReason.TRANSPORT_ERROR);

      assertThat(poll.answer()).isEqualTo("200 1");
      assertThat(handler.take()).containsExactly("closed: transport error");
    }
  }

  @Nested
  class ClosingByTheClient {
    @Test
    void pollThatWaitsIsLetGo() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();

      client.post("4bye\u001e1\u001e4never");

      assertThat(poll.answer()).isEqualTo("200 6");
      assertThat(handler.take()).containsExactly("bye", "closed: transport close");
      assertThat(client.get().answer()).isEqualTo("400");
      assertOver(client);
    }

    @Test
    void pollThatCrossesTheCloseIsLetGoToo() {
      InMemoryClient client = polling();
      client.post("1");
      assertThat(handler.take()).isEmpty();

      timers.advance(199);
      assertThat(client.poll()).isEqualTo("6");

      assertThat(handler.take()).containsExactly("closed: transport close");
      timers.advance(1);
      assertOver(client);
    }

    @Test
    void withoutAPollItIsOverAfter200Millis() {
      InMemoryClient client = polling();
      client.post("1");

      timers.advance(200);

      assertThat(handler.take()).containsExactly("closed: transport close");
      assertThat(client.get().answer()).isEqualTo("400");
      assertOver(client);
    }

    @Test
    void closePacketOverAWebSocketEndsIt() {
      InMemoryClient client = webSocket();

      client.webSocket().send("1");

      assertThat(handler.take()).containsExactly("closed: transport close");
      assertThat(client.webSocket().take()).containsExactly("close 1000");
    }

    @Test
    void closeOfTheWebSocketEndsIt() {
      InMemoryClient client = webSocket();

      client.webSocket().transport().onClose();
      client.webSocket().transport().onClose();

      assertThat(handler.take()).containsExactly("closed: transport close");
      assertOver(client);
    }
  }

  @Nested
  class BrokenRules {
    @Test
    void secondGetEndsTheSession() {
      InMemoryClient client = polling();
      RecordingPollSink first = client.get();
      RecordingPollSink second = client.get();

      assertThat(first.answer()).isEqualTo("200 1");
      assertThat(second.answer()).isEqualTo("400");
      assertThat(client.get().answer()).isEqualTo("400");
      assertThat(handler.take()).containsExactly("closed: transport error");
      assertOver(client);
    }

    @Test
    void secondPostEndsTheSession() {
      InMemoryClient client = polling();
      assertThat(client.pollingTransport().beginData()).isTrue();

      assertThat(client.pollingTransport().beginData()).isFalse();

      assertThat(handler.take()).containsExactly("closed: transport error");
      client.pollingTransport().onData(Payload.of("4late"));
      client.pollingTransport().endData();
      assertOver(client);
    }

    @Test
    void getAndPostAtOnceAreTheNormalCase() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();

      client.post("4a");
      client.post("4b");

      assertThat(poll.answer()).isNull();
      assertThat(handler.take()).containsExactly("a", "b");
    }

    @Test
    void abortedPollEndsTheSession() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();

      client.pollingTransport().onPollAborted(poll);

      assertThat(handler.take()).containsExactly("closed: transport error");
      assertOver(client);
    }

    @Test
    void abortOfAPollThatWasAnsweredIsNoNews() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();
      send(client, "4a");

      client.pollingTransport().onPollAborted(poll);

      assertThat(engine.count()).isOne();
    }

    @Test
    void postThatBreaksOffEndsTheSession() {
      InMemoryClient client = polling();

      client.pollingTransport().onDataError("data request connection closed prematurely");

      assertThat(handler.take()).containsExactly("closed: transport error");
    }

    @Test
    void tooBigAMessageClosesTheWebSocketWith1009() {
      InMemoryClient client = webSocket();

      client.webSocket().transport().onTooBig();

      assertThat(client.webSocket().take()).containsExactly("close 1009");
      assertThat(handler.take()).containsExactly("closed: transport error");
      assertOver(client);
    }
  }

  @Nested
  class SlowClients {
    @Test
    void fullOutboxEndsTheSessionAndNobodyElses() {
      InMemoryClient slow = webSocket();
      InMemoryClient quick = webSocket();
      RecordingFrameSink sink = slow.webSocket().sink();
      sink.hold();
      String big = "4" + "x".repeat(599);

      send(slow, big);
      send(quick, big);
      assertThat(handler.take()).isEmpty();
      send(slow, big);
      send(quick, big);

      assertThat(handler.take()).containsExactly("closed: transport error");
      assertThat(sink.take()).containsExactly(big, "close 1000");
      assertThat(quick.webSocket().take()).containsExactly(big, big);
      assertThat(engine.count()).isOne();
      assertThat(slow.session().queuedBytes()).isZero();
      sink.release();
      assertThat(sink.take()).isEmpty();
      assertThat(slow.session().queuedBytes()).isZero();
    }

    @Test
    void outboxMayBeFilledExactly() {
      InMemoryClient client = polling();

      send(client, "4" + "x".repeat(499), "4" + "x".repeat(499));
      assertThat(client.session().queuedBytes()).isEqualTo(1_000);
      assertThat(engine.count()).isOne();
      send(client, "4");

      assertThat(handler.take()).containsExactly("closed: transport error");
    }

    @Test
    void oneLargePacketIsTakenIntoAnEmptyOutbox() {
      InMemoryClient client = polling();

      send(client, "4" + "x".repeat(5_000));

      assertThat(client.poll()).hasSize(5_001);
    }

    @Test
    void packetsThatBelongTogetherAreTakenTogetherOrNotAtAll() {
      InMemoryClient client = polling();
      send(client, "4" + "x".repeat(899));

      client
          .session()
          .send(List.of(packet("450"), EnginePacket.message(ByteBuffer.wrap(new byte[200]))));

      assertThat(handler.take()).containsExactly("closed: transport error");
    }

    @Test
    void failedWriteEndsTheSession() {
      InMemoryClient client = webSocket();
      RecordingFrameSink sink = client.webSocket().sink();
      sink.hold();
      send(client, "4one", "4two");

      sink.fail(new IOException("broken pipe"));

      assertThat(handler.take()).containsExactly("closed: transport error");
      assertThat(sink.take()).containsExactly("4one", "close 1000");
      assertOver(client);
    }

    @Test
    void failedAnswerToAPollEndsTheSession() {
      InMemoryClient client = polling();
      RecordingPollSink poll = client.get();
      poll.hold();
      send(client, "4one");

      poll.complete(new IOException("broken pipe"));

      assertThat(handler.take()).containsExactly("closed: transport error");
      assertOver(client);
    }

    @Test
    void writeThatIsStuckForTheSendTimeoutEndsTheSession() {
      watchdog.start();
      InMemoryClient stuck = webSocket();
      InMemoryClient quick = webSocket();
      timers.advance(1_000);
      stuck.webSocket().sink().hold();
      send(stuck, "4one");
      timers.advance(8_000 - 1);
      assertThat(handler.take()).isEmpty();

      timers.advance(4_000 + 1);

      assertThat(handler.take()).containsExactly("closed: transport error");
      assertThat(stuck.webSocket().take()).containsExactly("4one", "close 1000");
      send(quick, "4fine");
      assertThat(quick.webSocket().take()).containsExactly("4fine");
    }

    @Test
    void writesThatFollowEachOtherAreNotStuck() {
      watchdog.start();
      InMemoryClient client = webSocket();
      RecordingFrameSink sink = client.webSocket().sink();
      sink.hold();
      send(client, "4first");
      for (int i = 0; i < 5; i++) {
        send(client, "4next");
        timers.advance(4_000);
        sink.complete();
      }

      assertThat(handler.take()).isEmpty();
      assertThat(engine.count()).isOne();
    }
  }
}
