package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oneport.BroadcastOperator;
import dev.oneport.Namespace;
import dev.oneport.testing.InMemoryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AfterCommitTest {
  private final Fixture fixture = Fixture.inline();
  private final Namespace chat = fixture.io.of("/chat");
  private final InMemoryClient client = fixture.client("40/chat,");

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> received() {
    return client.webSocket().take();
  }

  @Test
  void emitsWaitForTheCommitAndKeepTheirOrder() {
    fixture.transactions.begin();
    chat.afterCommit().emit("a", 1);
    chat.emit("now");
    fixture.io.of("/chat").except("nobody").afterCommit().emit("b");
    chat.afterCommit().send("c");
    assertThat(received()).containsExactly("42/chat,[\"now\"]");

    fixture.transactions.commit();

    assertThat(received())
        .containsExactly("42/chat,[\"a\",1]", "42/chat,[\"b\"]", "42/chat,[\"message\",\"c\"]");
  }

  @Test
  void nothingIsLeftOfATransactionThatRollsBack() {
    fixture.transactions.begin();
    chat.afterCommit().emit("a");
    CompletableFuture<List<String>> answers =
        chat.afterCommit().emitWithAck("b", String.class).toCompletableFuture();
    assertThat(answers).isNotDone();

    fixture.transactions.rollBack();

    assertThat(received()).isEmpty();
    assertThat(answers)
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("nothing was emitted: the transaction did not commit");
  }

  @Test
  void argumentsAreThoseOfTheCall() {
    List<Integer> numbers = new ArrayList<>(List.of(1));
    fixture.transactions.begin();
    chat.afterCommit().emit("a", numbers);
    numbers.add(2);

    fixture.transactions.commit();

    assertThat(received()).containsExactly("42/chat,[\"a\",[1]]");
  }

  @Test
  void recipientsAreThoseOfTheCommit() {
    fixture.transactions.begin();
    chat.to("room").afterCommit().emit("a");
    chat.afterCommit().socketsJoin("other");
    chat.socketsJoin("room");
    assertThat(chat.members("other")).isEmpty();

    fixture.transactions.commit();

    assertThat(received()).containsExactly("42/chat,[\"a\"]");
    assertThat(chat.members("other")).hasSize(1);
  }

  @Test
  void acksAreAskedForAfterTheCommit() {
    fixture.transactions.begin();
    CompletableFuture<List<String>> answers =
        chat.afterCommit().emitWithAck("b", String.class).toCompletableFuture();

    fixture.transactions.commit();
    assertThat(received()).containsExactly("42/chat,0[\"b\"]");
    client.webSocket().send("43/chat,0[\"yes\"]");

    assertThat(answers).isCompletedWithValue(List.of("yes"));
  }

  @Test
  void mistakesAreToldAtTheCall() {
    BroadcastOperator kept = chat.afterCommit().afterCommit();
    assertThatIllegalStateException()
        .isThrownBy(() -> kept.emit("a"))
        .withMessage("no transaction");

    fixture.transactions.begin();
    assertThatIllegalArgumentException().isThrownBy(() -> kept.emit("disconnect"));
    kept.emit("a");
    fixture.transactions.commit();

    assertThat(received()).containsExactly("42/chat,[\"a\"]");
  }
}
