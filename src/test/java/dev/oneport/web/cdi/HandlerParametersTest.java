package dev.oneport.web.cdi;

import static dev.oneport.web.cdi.BeanStack.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.EventName;
import dev.oneport.Handshake;
import dev.oneport.JsonText;
import dev.oneport.Namespace;
import dev.oneport.OnAny;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import dev.oneport.testing.InMemoryClient;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What handlers are given and what becomes of what they return; packets in, packets out. */
class HandlerParametersTest {
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  private final BeanStack stack = BeanStack.of(Everything.class);

  @AfterEach
  void close() {
    stack.close();
    CALLS.clear();
  }

  public record Line(String text, int stars) {}

  /** As people wrote them before records. */
  public static class OldLine {
    private String text = "";

    public String getText() {
      return text;
    }

    public void setText(String text) {
      this.text = text;
    }
  }

  abstract static class Generic<T> {
    @OnEvent("generic")
    String generic(T value, List<T> more) {
      return value.getClass().getSimpleName() + more.get(0).getClass().getSimpleName();
    }

    @OnEvent("array of T")
    int arrayOf(T[] values) {
      return values.length;
    }
  }

  @SocketNamespace
  static class Everything extends Generic<Line> {
    @OnConnect
    void connected(Socket socket, Namespace namespace, Handshake handshake, Principal user) {
      CALLS.add("connected " + namespace.name() + " " + user.getName() + " " + handshake.url());
      assertThat(socket.handshake()).isSameAs(handshake);
    }

    @OnDisconnect
    void gone(DisconnectReason reason, Namespace namespace, @Nullable Principal user) {
      CALLS.add("gone " + reason + " " + namespace.name() + " " + user);
    }

    @OnEvent("mixed")
    String mixed(
        Line line,
        Socket socket,
        int number,
        @EventName String event,
        Namespace namespace,
        Principal user,
        boolean last) {
      return line
          + " "
          + number
          + " "
          + event
          + " "
          + namespace.name()
          + " "
          + user.getName()
          + " "
          + last
          + " "
          + socket.connected();
    }

    @OnEvent("all kinds")
    List<Object> allKinds(
        OldLine bean,
        TimeUnit unit,
        List<Line> lines,
        Map<String, List<Integer>> numbers,
        Optional<String> maybe,
        Optional<Integer> not,
        JsonValue value,
        JsonObject object,
        JsonText text,
        long[] longs) {
      return List.of(
          bean.getText(),
          unit,
          lines.get(0).stars(),
          numbers,
          maybe.orElse("-"),
          not.isPresent(),
          value.getValueType().name(),
          object.getInt("x"),
          text,
          longs.length);
    }

    @OnEvent("binary")
    ByteBuffer binary(byte[] bytes, ByteBuffer buffer) {
      return ByteBuffer.wrap(new byte[] {bytes[0], buffer.get(0)});
    }

    @OnEvent("rest")
    String rest(String first, int... numbers) {
      return first + List.of(numbers.length);
    }

    @OnEvent("rest of objects")
    String restOfObjects(Line... lines) {
      return List.of(lines).toString();
    }

    @OnEvent("missing")
    String missing(@Nullable String text, @Nullable Integer number, @Nullable Line line) {
      return text + " " + number + " " + line;
    }

    @OnEvent("ack")
    void ack(Ack ack, EventArguments arguments) {
      ack.send(arguments.size(), ack.isRequested());
    }

    @OnEvent("stage")
    CompletionStage<Line> stage(Line line) {
      return CompletableFuture.completedFuture(line);
    }

    @OnEvent("nothing")
    void nothing() {
      CALLS.add("nothing");
    }

    @OnAny
    void any(@EventName String event, EventArguments arguments) {
      CALLS.add("any " + event + " " + arguments.size());
    }
  }

  @Test
  void argumentsAndWhatOneportKnowsComeInAnyOrder() {
    InMemoryClient client = stack.client("alice");

    assertThat(send(client, "420[\"mixed\",{\"text\":\"hi\",\"stars\":5},7,true]"))
        .containsExactly("430[\"Line[text=hi, stars=5] 7 mixed / alice true true\"]");
  }

  @Test
  void argumentsAreBoundToWhatTheirTypesSay() {
    InMemoryClient client = stack.client("alice");

    assertThat(
            send(
                client,
                "420[\"all kinds\",{\"text\":\"old\"},\"DAYS\",[{\"text\":\"a\",\"stars\":3}],"
                    + "{\"k\":[1,2]},\"m\",null,[1],{\"x\":1},{\"b\":1,\"a\":1.0},[1,2,3]]"))
        .containsExactly(
            "430[[\"old\",\"DAYS\",3,{\"k\":[1,2]},\"m\",false,\"ARRAY\",1,{\"b\":1,\"a\":1.0},3]]");
  }

  @Test
  void binaryComesAndGoes() {
    InMemoryClient client = stack.client("alice");

    send(
        client,
        "452-0[\"binary\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
    client.webSocket().send((byte) 1, (byte) 2);
    client.webSocket().send((byte) 3);

    assertThat(client.webSocket().take())
        .hasSize(2)
        .first()
        .isEqualTo("461-0[{\"_placeholder\":true,\"num\":0}]");
  }

  @Test
  void varargsTakeWhatIsLeft() {
    InMemoryClient client = stack.client("alice");

    assertThat(
            send(
                client,
                "420[\"rest\",\"a\",1,2,3]",
                "421[\"rest\",\"a\"]",
                "422[\"rest of objects\",{\"text\":\"b\",\"stars\":1}]"))
        .containsExactly("430[\"a[3]\"]", "431[\"a[0]\"]", "432[\"[Line[text=b, stars=1]]\"]");
  }

  @Test
  void argumentThatIsLeftOutIsNull() {
    InMemoryClient client = stack.client("alice");

    assertThat(send(client, "420[\"missing\",\"a\"]", "421[\"missing\"]"))
        .containsExactly("430[\"a null null\"]", "431[\"null null null\"]");
  }

  @Test
  void typeVariablesStandForWhatTheSubclassSays() {
    InMemoryClient client = stack.client("alice");

    assertThat(
            send(
                client,
                "420[\"generic\",{\"text\":\"a\"},[{\"text\":\"b\"}]]",
                "421[\"array of T\",[{\"text\":\"b\"}]]"))
        .containsExactly("430[\"LineLine\"]", "431[1]");
  }

  @Test
  void stageAndAckAndNothing() {
    InMemoryClient client = stack.client("alice");

    assertThat(
            send(
                client,
                "420[\"stage\",{\"text\":\"a\",\"stars\":1}]",
                "421[\"ack\",1,2]",
                "42[\"ack\"]",
                "422[\"nothing\"]"))
        .containsExactly("430[{\"text\":\"a\",\"stars\":1}]", "431[2,true]");
    assertThat(CALLS).contains("nothing");
  }

  @Test
  void catchAllSeesEveryEventBeforeItsOwnMethod() {
    InMemoryClient client = stack.client("alice");
    CALLS.clear();

    send(client, "42[\"nothing\",1]", "42[\"nobody's\",1,2]");

    assertThat(CALLS).containsExactly("any nothing 1", "nothing", "any nobody's 2");
  }

  @Test
  void connectAndDisconnect() {
    InMemoryClient client = stack.client("alice");
    send(client, "41");

    assertThat(CALLS).hasSize(2);
    assertThat(CALLS.get(0)).isEqualTo("connected / alice /socket.io/?EIO=4");
    assertThat(CALLS.get(1)).startsWith("gone client namespace disconnect / ");
  }
}
