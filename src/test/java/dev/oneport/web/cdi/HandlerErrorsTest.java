package dev.oneport.web.cdi;

import static dev.oneport.web.cdi.BeanStack.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.Ack;
import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.EventName;
import dev.oneport.EventRefused;
import dev.oneport.OnAny;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnError;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of exceptions; packets in, packets out. */
class HandlerErrorsTest {
  private static final String FAILURES = "dev.oneport.socketio.HandlerFailures";
  private static final String INTERNAL =
      "[{\"error\":{\"code\":\"internal\",\"message\":\"the event could not be handled\"}}]";

  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  @AfterEach
  void forget() {
    CALLS.clear();
  }

  /** JSON-B calls this. */
  public static class Unwritable {
    public String getSecret() {
      throw new IllegalStateException("a secret");
    }
  }

  @SocketNamespace
  static class Plain {
    @OnEvent("int")
    int number(int number) {
      return number;
    }

    @OnEvent("refuse")
    void refuse() {
      throw new EventRefused("full", "the room is full");
    }

    @OnEvent("state")
    String state() {
      throw new IllegalStateException("a secret");
    }

    @OnEvent("later")
    CompletionStage<String> later() {
      return CompletableFuture.supplyAsync(
          () -> {
            throw new IllegalStateException("a secret");
          },
          Runnable::run);
    }

    @OnEvent("unwritable")
    Object unwritable() {
      return new Unwritable();
    }

    @OnEvent("answered")
    void answered(Ack ack) {
      ack.send("ok");
      throw new IllegalStateException("after the answer");
    }

    @OnAny
    void any(@EventName String event) {
      if (event.equals("any fails")) {
        throw new IllegalStateException("any");
      }
    }

    @OnEvent("any fails")
    int anyFails() {
      return 1;
    }
  }

  @Test
  void whoAskedForAnAcknowledgementIsToldThatItFailed() {
    try (BeanStack stack = BeanStack.of(Plain.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      InMemoryClient client = stack.client();

      assertThat(send(client, "420[\"state\"]", "421[\"later\"]", "422[\"unwritable\"]"))
          .containsExactly("430" + INTERNAL, "431" + INTERNAL, "432" + INTERNAL);
      assertThat(send(client, "42[\"state\"]")).isEmpty();
      assertThat(log.take())
          .hasSize(4)
          .allMatch(line -> line.startsWith("WARNING handler-failed: The handler of"));
    }
  }

  @Test
  void peersMistakeIsAnsweredAndNotLogged() {
    try (BeanStack stack = BeanStack.of(Plain.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      InMemoryClient client = stack.client();

      assertThat(
              send(
                  client,
                  "420[\"int\",\"x\"]",
                  "421[\"int\"]",
                  "42[\"int\",{}]",
                  "422[\"refuse\"]"))
          .containsExactly(
              "430[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"[0]\",\"message\":\"has the wrong form\"}]}}]",
              "431[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"[0]\",\"message\":\"is missing\"}]}}]",
              "432[{\"error\":{\"code\":\"full\",\"message\":\"the room is full\"}}]");
      assertThat(log.take()).isEmpty();
    }
  }

  @Test
  void answerStaysAndFailureOfACatchAllDoesNotHideIt() {
    try (BeanStack stack = BeanStack.of(Plain.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      InMemoryClient client = stack.client();

      assertThat(send(client, "420[\"answered\"]", "421[\"any fails\"]"))
          .containsExactly("430[\"ok\"]", "431[1]");
      assertThat(log.take()).hasSize(2);
    }
  }

  @Test
  void handlersWithoutBeansAnswerInTheSameWay() {
    try (BeanStack stack = BeanStack.of();
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      stack
          .io()
          .onConnection(
              socket -> {
                socket.on("int", Integer.class, (number, ack) -> ack.send(number));
                socket.on(
                    "fail",
                    (arguments, ack) -> {
                      throw new IOException("a secret");
                    });
              });
      InMemoryClient client = stack.client();

      assertThat(send(client, "420[\"int\",\"x\"]", "421[\"fail\"]", "422[\"int\",3]"))
          .containsExactly(
              "430[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"[0]\",\"message\":\"has the wrong form\"}]}}]",
              "431" + INTERNAL,
              "432[3]");
      assertThat(log.take()).hasSize(1).first().asString().contains("\"fail\"");
    }
  }

  @SocketNamespace
  static class Caring {
    @OnEvent("io")
    void io() throws IOException {
      throw new IOException("io");
    }

    @OnEvent("file")
    void file(int number) throws IOException {
      throw new FileNotFoundException("file");
    }

    @OnEvent("later")
    CompletionStage<String> later() {
      return CompletableFuture.failedFuture(new FileNotFoundException("later"));
    }

    @OnEvent("state")
    void state() {
      throw new IllegalStateException("state");
    }

    @OnEvent("argument")
    void argument() {
      throw new IllegalArgumentException("argument");
    }

    @OnEvent("error")
    void error() {
      throw new AssertionError("error");
    }

    @OnConnect
    void connect(Socket socket) {
      if (socket.handshake().auth().containsKey("fail")) {
        throw new IllegalStateException("connect");
      }
    }

    @OnDisconnect
    void disconnect(DisconnectReason reason) {
      throw new IllegalStateException("disconnect");
    }

    @OnError
    Map<String, String> ofIo(IOException failure, @EventName String event) {
      return Map.of("io", event);
    }

    @OnError
    void ofFiles(FileNotFoundException failure, Socket socket, EventArguments arguments, Ack ack) {
      ack.send(failure.getMessage() + arguments.size() + socket.connected());
    }

    @OnError
    void ofStates(IllegalStateException failure, @EventName @Nullable String event) {
      CALLS.add(failure.getMessage() + " " + event);
    }

    @OnError
    void ofArguments(IllegalArgumentException failure) {
      throw new EventRefused("bad", "translated");
    }

    @OnError
    void ofRefusals(EventRefused refused) {
      CALLS.add(refused.code());
    }
  }

  @SocketNamespace
  static class Neighbour {
    @OnEvent("neighbour")
    void fails() throws IOException {
      throw new IOException("neighbour");
    }

    @OnError
    int ofIo(IOException failure) {
      return 7;
    }

    @OnError
    int ofErrors(AssertionError failure) {
      return 8;
    }
  }

  @Test
  void mostSpecificMethodOfItsOwnBeanFirst() {
    try (BeanStack stack = BeanStack.of(Caring.class, Neighbour.class);
        ExpectedLog log = ExpectedLog.of(FAILURES)) {
      InMemoryClient client = stack.client();

      assertThat(
              send(
                  client,
                  "420[\"io\"]",
                  "421[\"file\",1]",
                  "422[\"later\"]",
                  "423[\"neighbour\"]",
                  "424[\"error\"]"))
          .containsExactly(
              "430[{\"io\":\"io\"}]",
              "431[\"file1true\"]",
              "432[\"later0true\"]",
              "433[7]",
              "434[8]");
      assertThat(log.take()).isEmpty();
    }
  }

  @Test
  void methodThatDoesNotAnswerLeavesItToOneport() {
    try (BeanStack stack = BeanStack.of(Caring.class)) {
      InMemoryClient client = stack.client();

      assertThat(send(client, "420[\"state\"]", "421[\"file\",\"x\"]"))
          .containsExactly(
              "430" + INTERNAL,
              "431[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                  + "\"violations\":[{\"path\":\"[0]\",\"message\":\"has the wrong form\"}]}}]");
      assertThat(CALLS).containsExactly("state state", "invalid");
    }
  }

  @Test
  void methodMayThrowSomethingBetter() {
    try (BeanStack stack = BeanStack.of(Caring.class)) {
      assertThat(send(stack.client(), "420[\"argument\"]"))
          .containsExactly("430[{\"error\":{\"code\":\"bad\",\"message\":\"translated\"}}]");
    }
  }

  @Test
  void connectsAndDisconnectsToo() {
    try (BeanStack stack = BeanStack.of(Caring.class)) {
      assertThat(send(stack.newcomer(null), "40{\"fail\":1}"))
          .containsExactly("44{\"message\":\"connection failed\"}");
      send(stack.client(), "41");

      assertThat(CALLS).containsExactly("connect null", "disconnect null");
    }
  }

  @SocketNamespace
  static class Gate {
    @OnConnect
    void connect() {
      throw new IllegalStateException("token expired");
    }

    @OnError
    void of(IllegalStateException failure) {
      throw new ConnectRefused("log in again", Map.of("code", 401));
    }
  }

  @Test
  void refusalOfAConnectMayBeMadeOfAnException() {
    try (BeanStack stack = BeanStack.of(Gate.class)) {
      assertThat(send(stack.newcomer(null), "40"))
          .containsExactly("44{\"message\":\"log in again\",\"data\":{\"code\":401}}");
    }
  }
}
