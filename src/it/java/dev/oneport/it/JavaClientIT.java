package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.JavaSocket;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java client, over each transport setting. */
@OnEachServer
class JavaClientIT {

  private static final int LIMIT_BYTES = 1_000_000;

  private final ServerUnderTest server;
  private final List<JavaSocket> sockets = new ArrayList<>();

  JavaClientIT(ServerUnderTest server) {
    this.server = server;
  }

  @AfterEach
  void disconnect() {
    sockets.forEach(JavaSocket::close);
  }

  private JavaSocket open(JavaSocket.Setting setting, String namespace, Map<String, String> auth) {
    JavaSocket socket = JavaSocket.open(server.base(Applications.APP), namespace, setting, auth);
    sockets.add(socket);
    return socket;
  }

  private JavaSocket connected(JavaSocket.Setting setting) {
    JavaSocket socket = open(setting, "/chat", Map.of("token", "t-1"));
    socket.next("connect");
    return socket;
  }

  @ParameterizedTest
  @EnumSource
  void connectsWithAuth(JavaSocket.Setting setting) throws Exception {
    JavaSocket socket = connected(setting);
    JSONObject welcome = (JSONObject) socket.next("welcome")[0];
    assertEquals(socket.id(), welcome.getString("id"));
    JSONObject seen = (JSONObject) socket.ask("whoami");
    assertEquals(socket.id(), seen.getString("id"));
    assertEquals("t-1", seen.getJSONObject("auth").getString("token"));
  }

  @ParameterizedTest
  @EnumSource
  void usesTheTransportAskedFor(JavaSocket.Setting setting) {
    JavaSocket socket = connected(setting);
    socket.awaitTransport(setting.lastTransport());
    assertEquals("still here", socket.echo("still here")[0]);
  }

  @ParameterizedTest
  @EnumSource
  void echoesJsonAndUnicode(JavaSocket.Setting setting) throws Exception {
    JavaSocket socket = connected(setting);
    JSONObject nested =
        new JSONObject("{\"a\":{\"b\":[null,{\"c\":\"d\"}],\"ключ\":\"žluťoučký 🎉\"}}");
    Object[] back = socket.echo(true, 42, 1.5, "日本語 \u2028 \u0001", nested, new JSONArray());
    assertEquals(6, back.length);
    assertEquals(true, back[0]);
    assertEquals(42, back[1]);
    assertEquals(1.5, ((Number) back[2]).doubleValue());
    assertEquals("日本語 \u2028 \u0001", back[3]);
    assertEquals(nested.toString(), back[4].toString());
    assertEquals("[]", back[5].toString());
  }

  @ParameterizedTest
  @EnumSource
  void echoesBinary(JavaSocket.Setting setting) throws Exception {
    JavaSocket socket = connected(setting);
    // Over polling the limit holds for base64 and for all packets of one request together, which
    // this client does not split as the JavaScript client does.
    boolean base64 = setting != JavaSocket.Setting.WEBSOCKET;
    byte[] large = random(base64 ? LIMIT_BYTES / 10 * 7 : LIMIT_BYTES);
    assertArrayEquals(large, (byte[]) socket.echo((Object) large)[0]);

    JSONObject nested = new JSONObject().put("name", "one").put("data", random(1000));
    JSONObject back = (JSONObject) socket.echo(nested)[0];
    assertEquals("one", back.getString("name"));
    assertArrayEquals((byte[]) nested.get("data"), (byte[]) back.get("data"));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void acknowledgesBothWays(JavaSocket.Setting setting) throws Exception {
    JavaSocket socket = connected(setting);
    assertEquals(42, socket.ask("sum", new JSONObject().put("a", 20).put("b", 22)));
    assertArrayEquals(
        new byte[] {3, 2, 1}, (byte[]) socket.ask("reverse", (Object) new byte[] {1, 2, 3}));

    socket.acknowledge("question", args -> ((Number) args[0]).intValue() * 7);
    JSONObject answer =
        (JSONObject) socket.ask("ask", new JSONObject().put("timeoutMillis", 20_000));
    assertEquals(42, answer.getInt("answer"));
    socket.ignore("question");
    JSONObject late = (JSONObject) socket.ask("ask", new JSONObject().put("timeoutMillis", 100));
    assertTrue(late.getBoolean("timedOut"));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForAcknowledgementNoLongerThanItWants(JavaSocket.Setting setting) {
    JavaSocket socket = connected(setting);
    assertTrue(socket.timesOut("never", 100));
    assertEquals("alive", socket.echo("alive")[0]);
  }

  @ParameterizedTest
  @EnumSource
  void roomsAndPublishReachMembersOnly(JavaSocket.Setting setting) throws Exception {
    JavaSocket sender = connected(setting);
    JavaSocket member = connected(setting);
    JavaSocket other = connected(setting);
    String room = "j-" + sender.id();
    member.ask("join", room);
    sender.ask("join", room);

    assertEquals("ok", sender.ask("say", new JSONObject().put("room", room).put("text", "hi")));
    Publisher publisher = new Publisher(server.base(Applications.APP), Applications.API_KEY);
    publisher.publish("/chat", List.of(room), "said", "published");
    String fence = "fence-" + room;
    publisher.publish("/chat", List.of(), "shouted", fence);
    for (JavaSocket each : List.of(sender, member, other)) {
      each.await("shouted", args -> fence.equals(args[0]));
    }
    assertEquals(List.of("published"), sender.drain("said"));
    assertEquals(List.of("hi", "published"), member.drain("said"));
    assertEquals(List.of(), other.drain("said"));
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWithMessageAndData(JavaSocket.Setting setting) throws Exception {
    JavaSocket socket = open(setting, "/guarded", Map.of("token", "wrong"));
    JSONObject error = (JSONObject) socket.next("connect_error")[0];
    assertEquals("not authorised", error.getString("message"));
    assertEquals("E401", error.getJSONObject("data").getString("code"));

    JavaSocket allowed = open(setting, "/guarded", Map.of("token", "letmein"));
    allowed.next("connect");
    assertEquals("in", allowed.echo("in")[0]);
  }

  @ParameterizedTest
  @EnumSource
  void isDisconnectedByTheServer(JavaSocket.Setting setting) {
    JavaSocket socket = connected(setting);
    socket.emit("kick");
    assertEquals("io server disconnect", socket.next("disconnect")[0]);
    assertFalse(socket.connected());
  }

  @ParameterizedTest
  @EnumSource
  void keepsOrderBothWaysFromTheFirstMessage(JavaSocket.Setting setting) throws Exception {
    JavaSocket socket = open(setting, "/chat", Map.of());
    List<Integer> expected = IntStream.range(0, 50).boxed().toList();
    socket.emit("count", 50);
    for (int i : expected) {
      socket.emit("collect", i);
      Thread.sleep(2);
    }
    List<Object> counted = new ArrayList<>();
    while (counted.size() < expected.size()) {
      counted.add(socket.next("counted")[0]);
    }
    assertEquals(expected, counted);
    assertEquals(new JSONArray(expected).toString(), socket.ask("collected").toString());
    socket.awaitTransport(setting.lastTransport());
  }
}
