package dev.oneport.web.cdi;

import static dev.oneport.web.cdi.BeanStack.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oneport.OnError;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import dev.oneport.docs.CodeOf;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Constraints; packets in, packets out. */
class HandlerValidationTest {
  private static final String FAILURES = "dev.oneport.socketio.HandlerFailures";
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  @AfterEach
  void forget() {
    CALLS.clear();
  }

  public record Line(@NotBlank(message = "must have a text") String text, @Min(0) int stars) {}

  public record Page(@Valid List<Line> lines, @Valid Map<String, Line> notes) {}

  @SocketNamespace
  static class Constrained {
    @OnEvent("say")
    int say(Socket socket, @Valid @NotNull(message = "is needed") Line line, @Max(3) int times) {
      CALLS.add("say");
      return times;
    }

    @OnEvent("page")
    int page(@Valid Page page, List<@NotBlank(message = "is blank") String> tags) {
      CALLS.add("page");
      return 1;
    }

    @OnEvent("record")
    int record(Line line) {
      return line.stars();
    }

    @OnEvent("record or nothing")
    int recordOrNothing(@Nullable Line line) {
      return line == null ? 0 : line.stars();
    }

    @OnEvent("not asked to")
    int notAsked(Line line) {
      return 1;
    }

    @OnEvent("result")
    @Size(max = 3)
    String result(String text) {
      return text;
    }

    @OnEvent("user")
    void user(@NotNull(message = "log in") java.security.Principal user) {}
  }

  @Test
  void whatFitsReachesTheHandler() {
    try (BeanStack stack = BeanStack.of(Constrained.class)) {
      assertThat(send(stack.client(), "420[\"say\",{\"text\":\"a\",\"stars\":1},3]"))
          .containsExactly("430[3]");
    }
  }

  @Test
  void recordThatIsLeftOutIsTheClientsMistake() {
    String refused =
        "[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
            + "\"violations\":[{\"path\":\"[0]\",\"message\":\"must not be null\"}]}}]";
    try (BeanStack stack = BeanStack.of(Constrained.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      assertThat(
              send(
                  stack.client(),
                  "420[\"record\"]",
                  "421[\"record\",null]",
                  "422[\"record or nothing\"]"))
          .containsExactly("430" + refused, "431" + refused, "432[0]");
      assertThat(log.take()).isEmpty();
    }
  }

  @Test
  void violationsAreToldAndTheHandlerIsNotCalled() {
    try (BeanStack stack = BeanStack.of(Constrained.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      InMemoryClient client = stack.client();

      assertThat(
              send(
                  client,
                  "420[\"say\",{\"text\":\" \",\"stars\":-1},4]",
                  "421[\"say\",null,1]",
                  "422[\"page\",{\"lines\":[{\"text\":\"a\"},{\"text\":\"\"}],"
                      + "\"notes\":{\"k\":{\"text\":\"\"}}},[\"x\",\"\"]]",
                  "423[\"user\"]"))
          .containsExactly(
              "430[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":["
                  + "{\"path\":\"[0].stars\",\"message\":\"must be greater than or equal to 0\"},"
                  + "{\"path\":\"[0].text\",\"message\":\"must have a text\"},"
                  + "{\"path\":\"[1]\",\"message\":\"must be less than or equal to 3\"}]}}]",
              "431[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"[0]\",\"message\":\"is needed\"}]}}]",
              "432[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":["
                  + "{\"path\":\"[0].lines[1].text\",\"message\":\"must have a text\"},"
                  + "{\"path\":\"[0].notes[\\\"k\\\"].text\",\"message\":\"must have a text\"},"
                  + "{\"path\":\"[1][1]\",\"message\":\"is blank\"}]}}]",
              "433[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"\",\"message\":\"log in\"}]}}]");
      assertThat(CALLS).isEmpty();
      assertThat(log.take()).isEmpty();
    }
  }

  @SocketNamespace
  static class Documented {
    @OnEvent("say")
    void say(@Valid dev.oneport.docs.application.Line line) {}
  }

  @Test
  void answerIsAsDocumented(@CodeOf(page = "handlers.md", beginning = "{\"error\"") String block) {
    try (BeanStack stack = BeanStack.of(Documented.class)) {
      assertThat(send(stack.client(), "420[\"say\",{\"id\":1,\"text\":\"\"}]"))
          .containsExactly("430[" + block.strip().replaceAll("(?<=[:,]) ", "") + "]");
    }
  }

  @Test
  void longListOfNonsenseGetsAShortAnswer() {
    try (BeanStack stack = BeanStack.of(Constrained.class)) {
      String tags = String.join(",", Collections.nCopies(1_000, "\"\""));

      String answer =
          send(stack.client(), "420[\"page\",{\"lines\":[],\"notes\":{}},[" + tags + "]]").get(0);

      assertThat(answer.split("is blank", -1)).hasSize(21);
    }
  }

  @Test
  void payloadIsValidatedOnlyWhereTheParameterSaysSo() {
    try (BeanStack stack = BeanStack.of(Constrained.class)) {
      assertThat(send(stack.client(), "420[\"not asked to\",{\"text\":\"\"}]"))
          .containsExactly("430[1]");
    }
  }

  @Test
  void badResultIsTheServersMistake() {
    try (BeanStack stack = BeanStack.of(Constrained.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      InMemoryClient client = stack.client();

      assertThat(send(client, "420[\"result\",\"abc\"]", "421[\"result\",\"abcd\"]"))
          .containsExactly(
              "430[\"abc\"]",
              "431[{\"error\":{\"code\":\"internal\",\"message\":\"the event could not be"
                  + " handled\"}}]");
      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void typedHandlersWithoutBeansAreValidatedToo() {
    try (BeanStack stack = BeanStack.of()) {
      stack
          .io()
          .onConnection(
              socket -> {
                socket.on("line", Line.class, (line, ack) -> ack.send(text(line)));
                socket.on("text", String.class, (text, ack) -> ack.send(text));
              });
      InMemoryClient client = stack.client();

      assertThat(
              send(
                  client,
                  "420[\"line\",{\"text\":\"a\"}]",
                  "421[\"line\",{\"text\":\"\"}]",
                  "422[\"line\"]",
                  "423[\"text\",\"b\"]"))
          .containsExactly(
              "430[\"a\"]",
              "431[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"[0].text\",\"message\":\"must have a text\"}]}}]",
              "432[null]",
              "433[\"b\"]");
    }
  }

  private static @Nullable String text(@Nullable Line line) {
    return line == null ? null : line.text();
  }

  @SocketNamespace
  static class Service {
    @OnEvent("inside")
    void inside() {
      throw new ConstraintViolationException("of a service", null);
    }

    @OnError
    String of(ConstraintViolationException failure) {
      return String.valueOf(failure.getMessage());
    }
  }

  @Test
  void violationInsideIsNotThePeersUnlessTheApplicationSaysSo() {
    try (BeanStack stack = BeanStack.of(Service.class)) {
      assertThat(send(stack.client(), "420[\"inside\"]")).containsExactly("430[\"of a service\"]");
    }
  }

  @SocketNamespace
  static class Broken {
    @OnEvent("x")
    @Min(1)
    void constrainedVoid() {}
  }

  @Test
  void wrongDeclarationFailsTheDeployment() {
    assertThatIllegalStateException()
        .isThrownBy(() -> BeanStack.of(Broken.class))
        .withMessageContaining("Oneport found 1 problem in handler beans:")
        .withMessageContaining("Broken.constrainedVoid(): ")
        .withMessageContaining("Void methods must not be constrained");
  }
}
