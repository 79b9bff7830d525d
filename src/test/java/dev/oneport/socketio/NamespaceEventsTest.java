package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.adapter.AdapterHost;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.testing.ExpectedLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an adapter that knows other servers brings to a namespace. */
class NamespaceEventsTest {
  private final Fixture fixture = Fixture.inline();
  private final RealNamespace namespace = (RealNamespace) fixture.io.of("/");
  private final AdapterHost host = namespace.host();
  private final List<EncodedArguments> answers = new ArrayList<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void eventOfAnotherServerReachesItsHandlersInOrder() {
    namespace.onServerEvent("e", (arguments, ack) -> fixture.log.add("1 " + ack.isRequested()));
    namespace.onServerEvent("e", (arguments, ack) -> fixture.log.add("2 " + arguments.size()));
    namespace.onServerEvent("other", (arguments, ack) -> fixture.log.add("other"));

    host.onServerEvent("e", Arguments.EMPTY, null);
    host.onServerEvent("unknown", Arguments.EMPTY, null);

    assertThat(fixture.takeLog()).containsExactly("1 false", "2 0");
  }

  @Test
  void firstAnswerOfAllHandlersIsTheAnswer() {
    namespace.onServerEvent("e", (arguments, ack) -> ack.send(1, "a"));
    namespace.onServerEvent("e", (arguments, ack) -> ack.send(2));

    host.onServerEvent("e", Arguments.EMPTY, answers::add);

    assertThat(answers).extracting(EncodedArguments::json).containsExactly("1,\"a\"");
  }

  @Test
  void handlerThatFailsIsLoggedAndTheNextIsCalled() {
    namespace.onServerEvent(
        "e",
        (arguments, ack) -> {
          throw new IllegalStateException("on purpose");
        });
    namespace.onServerEvent("e", (arguments, ack) -> ack.send("next"));

    try (ExpectedLog log = ExpectedLog.of(NamespaceEvents.class.getName())) {
      host.onServerEvent("e", Arguments.EMPTY, answers::add);

      assertThat(log.take())
          .containsExactly(
              "WARNING listener-failed: The handler of server event \"e\" failed in namespace /");
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void hostIsItsNamespace() {
    assertThat(host.namespace()).isEqualTo("/");
    assertThat(host.nextAckId()).isZero();
    assertThat(namespace.nextAckId()).isEqualTo(1);
    assertThat(host.wantsRoomEvents()).isFalse();
  }
}
