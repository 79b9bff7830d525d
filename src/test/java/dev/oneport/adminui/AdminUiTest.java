package dev.oneport.adminui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.Socket;
import dev.oneport.TransportName;
import dev.oneport.testing.InMemoryClient;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page is told, frame by frame, and that none of it is a secret or too much. */
class AdminUiTest {
  private static final String TIME = "2026-01-02T03:04:05.000Z";

  private AdminStack stack = AdminStack.development();

  @AfterEach
  void close() {
    stack.close();
  }

  private void use(AdminStack other) {
    stack.close();
    stack = other;
  }

  private static List<String> take(InMemoryClient client) {
    return client.webSocket().take();
  }

  /** What it is told of one kind. */
  private static List<String> told(InMemoryClient client, String event) {
    return take(client).stream().filter(text -> text.startsWith("42/admin,[\"" + event)).toList();
  }

  private Socket only() {
    return stack.io.of("/").sockets().iterator().next();
  }

  @Test
  void allSocketsAreToldWithWhatHoldsNoSecret() {
    stack.client("40{\"token\":null,\"secret\":\"s3cr3t\"}");
    Socket socket = only();
    socket.join("news");
    socket.data().put("name", "Ann");
    socket.data().put("count", 3);
    socket.data().put("key", Optional.of("s3cr3t"));
    InMemoryClient admin = stack.client();
    admin.webSocket().send(AdminStack.signIn("inspector"));
    List<String> all = take(admin).stream().filter(text -> text.contains("all_sockets")).toList();
    assertThat(all)
        .singleElement()
        .asString()
        .startsWith(
            "42/admin,[\"all_sockets\",["
                + ("{'id':'ID','clientId':'SID','transport':'websocket','nsp':'/',"
                        + "'data':{'count':3,'key':'Optional','name':'Ann'},"
                        + "'handshake':{'address':'192.0.2.1','headers':{'user-agent':'in-memory'},"
                        + "'query':{'EIO':'4'},'issued':1767323045000,'secure':false,"
                        + "'time':'Fri Jan 02 2026 03:04:05 GMT+0000 (Coordinated Universal Time)',"
                        + "'url':'/socket.io/','xdomain':false},'rooms':['ROOMS']},")
                    .replace('\'', '"')
                    .replace("SID", socket.client().id().substring(0, 12))
                    .replace("ID", socket.id())
                    .replace("ROOMS", String.join("\",\"", List.copyOf(socket.rooms()))));
    assertThat(all.toString()).contains("\"nsp\":\"/admin\"").doesNotContain("s3cr3t", "Guest");
  }

  @Test
  void whoMayNotInspectIsNotToldTheDataOfTheApplication() {
    stack.client("40");
    only().data().put("name", "Ann");
    InMemoryClient admin = stack.client();
    admin.webSocket().send(AdminStack.signIn("reader"));
    assertThat(take(admin).toString()).contains("all_sockets", "\"data\":{}").doesNotContain("Ann");
    only().data().put("name", "Bob");
    stack.timers.advance(2_000);
    assertThat(take(admin).toString()).contains("server_stats").doesNotContain("Bob");
  }

  @Test
  void headersAndQueriesThatMayHoldSecretsAreNotTold() {
    stack.io.of("/");
    InMemoryClient admin = stack.admin("all");
    take(admin);
    InMemoryClient client = stack.clientWithSecrets("s3cr3t");
    client.webSocket().send("40{\"password\":\"s3cr3t\"}");
    assertThat(take(admin).toString())
        .contains("socket_connected", "\"origin\":\"https://page.example\"")
        .doesNotContain("s3cr3t");
  }

  @Test
  void eachThingThatHappensIsToldAsItPasses() {
    InMemoryClient admin = stack.admin("inspector");
    take(admin);
    InMemoryClient client = stack.client("40");
    Socket socket = only();
    String id = socket.id();
    String at = "\",\"" + TIME + "\"]";
    assertThat(take(admin))
        .satisfiesExactlyInAnyOrder(
            text ->
                assertThat(text)
                    .isEqualTo("42/admin,[\"room_joined\",\"/\",\"" + id + "\",\"" + id + at),
            text ->
                assertThat(text)
                    .startsWith("42/admin,[\"socket_connected\",{\"id\":\"" + id)
                    .endsWith("},\"" + TIME + "\"]"));
    socket.join("news");
    socket.leave("news");
    client.webSocket().send("421[\"hello\",{\"a\":1},null]");
    socket.emit("answer", 1, "two");
    stack.io.of("/").emit("everybody", List.of(3));
    socket.disconnect();
    assertThat(take(admin))
        .containsExactly(
            "42/admin,[\"room_joined\",\"/\",\"news\",\"" + id + at,
            "42/admin,[\"room_left\",\"/\",\"news\",\"" + id + at,
            "42/admin,[\"event_received\",\"/\",\""
                + id
                + "\",[\"hello\",{\"a\":1},null],\""
                + TIME
                + "\"]",
            "42/admin,[\"event_sent\",\"/\",\""
                + id
                + "\",[\"answer\",1,\"two\"],\""
                + TIME
                + "\"]",
            "42/admin,[\"event_sent\",\"/\",\"" + id + "\",[\"everybody\",[3]],\"" + TIME + "\"]",
            "42/admin,[\"room_left\",\"/\",\"" + id + "\",\"" + id + at,
            "42/admin,[\"socket_disconnected\",\"/\",\""
                + id
                + "\",\"server namespace disconnect"
                + at);
  }

  @Test
  void whoMayNotInspectIsToldTheNamesOfEventsAlone() {
    InMemoryClient admin = stack.admin("reader");
    InMemoryClient client = stack.client("40");
    take(admin);
    client.webSocket().send("42[\"hello\",\"s3cr3t\"]");
    only().emit("answer", "s3cr3t");
    String from = "\",\"/\",\"" + only().id() + "\",[\"";
    assertThat(take(admin))
        .containsExactly(
            "42/admin,[\"event_received" + from + "hello\"],\"" + TIME + "\"]",
            "42/admin,[\"event_sent" + from + "answer\"],\"" + TIME + "\"]");
  }

  @Test
  void binaryPartsAreToldAsSuch() {
    InMemoryClient admin = stack.admin("inspector");
    InMemoryClient client = stack.client("40");
    take(admin);
    client.webSocket().send("451-[\"file\",{\"_placeholder\":true,\"num\":0}]");
    client.webSocket().send(new byte[] {1, 2});
    assertThat(take(admin)).first().asString().startsWith("451-/admin,[\"event_received\",\"/\",");
  }

  @Test
  void changesOfTransportAndDataAreToldWithinTwoSeconds() {
    InMemoryClient admin = stack.admin("inspector");
    InMemoryClient reader = stack.admin("reader");
    InMemoryClient client = stack.pollingClient();
    client.poll();
    client.post("40");
    client.poll();
    String id = only().id();
    take(admin);
    take(reader);
    stack.timers.advance(2_000);
    assertThat(told(admin, "socket_updated")).isEmpty();
    client.upgrade();
    only().data().put("name", "Ann");
    stack.timers.advance(2_000);
    String changed = "42/admin,[\"socket_updated\",{\"id\":\"" + id + "\",\"nsp\":\"/\",";
    String upgraded = changed + "\"transport\":\"websocket\"}]";
    assertThat(told(admin, "socket_updated"))
        .containsExactly(upgraded, changed + "\"data\":{\"name\":\"Ann\"}}]");
    assertThat(told(reader, "socket_updated")).containsExactly(upgraded);
    stack.timers.advance(2_000);
    assertThat(told(admin, "socket_updated")).isEmpty();
    assertThat(told(reader, "socket_updated")).isEmpty();
  }

  @Test
  void namespacesThatComeLaterAreWatchedToo() {
    stack.io.of(Pattern.compile("/dynamic-\\d+"));
    InMemoryClient admin = stack.admin("reader");
    take(admin);
    stack.client("40/dynamic-101,");
    assertThat(told(admin, "socket_connected"))
        .singleElement()
        .asString()
        .contains("\"nsp\":\"/dynamic-101\"");
    stack.timers.advance(2_000);
    assertThat(told(admin, "server_stats"))
        .singleElement()
        .asString()
        .contains("{\"name\":\"/dynamic-101\",\"socketsCount\":1}");
  }

  @Test
  void whereNobodyLooksNothingIsSaid() {
    InMemoryClient admin = stack.admin("all");
    admin.webSocket().send("41/admin,");
    take(admin);
    long before =
        stack.metrics.eventsSent().counts().values().stream().mapToLong(Long::longValue).sum();
    stack.client("40").webSocket().send("42[\"hello\"]");
    stack.timers.advance(10_000);
    long after =
        stack.metrics.eventsSent().counts().values().stream().mapToLong(Long::longValue).sum();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void inProductionNoSingleEventIsTold() {
    use(AdminStack.production());
    InMemoryClient admin = stack.client();
    admin.webSocket().send(AdminStack.signIn("reader"));
    List<String> told = take(admin);
    assertThat(told)
        .contains("42/admin,[\"config\",{\"supportedFeatures\":[\"AGGREGATED_EVENTS\"]}]");
    assertThat(told).noneMatch(text -> text.contains("all_sockets"));
    InMemoryClient client = stack.client("40");
    client.webSocket().send("42[\"hello\"]");
    only().join("room");
    only().disconnect();
    assertThat(take(admin)).isEmpty();
  }

  @Test
  void everyTwoSecondsItIsToldWhatThereIsAndWhatCame() {
    use(AdminStack.production());
    InMemoryClient admin = stack.admin("reader");
    stack.timers.advance(2_000);
    take(admin);
    stack.client("40");
    stack.pollingClient();
    stack.metrics.eventsReceived().add(TransportName.WEBSOCKET, 5);
    stack.metrics.ended().increment("ping-timeout");
    stack.timers.advance(1_999);
    assertThat(take(admin)).isEmpty();
    stack.timers.advance(1);
    assertThat(take(admin))
        .singleElement()
        .asString()
        .contains(
            "\"uptime\":4,\"clientsCount\":3,\"pollingClientsCount\":1,\"aggregatedEvents\":["
                + "{\"timestamp\":1767323049000,\"type\":\"rawConnection\",\"count\":2},"
                + "{\"timestamp\":1767323049000,\"type\":\"rawDisconnection\",\"subType\":\"ping timeout\",\"count\":1},"
                + "{\"timestamp\":1767323049000,\"type\":\"packetsIn\",\"count\":5},",
            "\"namespaces\":[{\"name\":\"/\",\"socketsCount\":1},{\"name\":\"/admin\",\"socketsCount\":1}]");
    stack.timers.advance(2_000);
    assertThat(take(admin)).singleElement().asString().doesNotContain("packetsIn");
  }

  @Test
  void afterTheEndNothingIsTold() {
    InMemoryClient admin = stack.admin("reader");
    take(admin);
    stack.adminUi.close();
    stack.timers.advance(10_000);
    assertThat(told(admin, "server_stats")).isEmpty();
  }

  @Test
  void noMoreSocketsAreToldThanCanBeQueued() {
    use(AdminStack.development(4_000));
    for (int i = 0; i < 20; i++) {
      stack.client("40");
    }
    InMemoryClient admin = stack.client();
    admin.webSocket().send(AdminStack.signIn("reader"));
    String all =
        take(admin).stream().filter(text -> text.contains("all_sockets")).findFirst().orElse("");
    assertThat(all.length()).isBetween(1_000, 2_000);
  }

  @Test
  void whoReadsTooSlowlyMissesEventsAndIsToldOfSocketsStill() {
    InMemoryClient admin = stack.admin("inspector");
    InMemoryClient client = stack.client("40");
    take(admin);
    admin.webSocket().sink().hold();
    for (int i = 0; i < 20; i++) {
      client.webSocket().send("42[\"large\",\"" + "x".repeat(900_000) + "\"]");
    }
    stack.client("40");
    assertThat(admin.session().queuedBytes()).isBetween(3_000_000L, 4L << 20);
    admin.webSocket().sink().release();
    List<String> told = take(admin);
    assertThat(told).filteredOn(text -> text.contains("large")).hasSizeBetween(2, 4);
    assertThat(told).anyMatch(text -> text.contains("socket_connected"));
    client.webSocket().send("42[\"small\"]");
    assertThat(take(admin)).singleElement().asString().contains("small");
  }

  @Test
  void theBusiestNamespacesAreToldWhereThereAreMany() {
    use(AdminStack.production());
    for (int i = 1_000; i < 1_300; i++) {
      stack.io.of("/n" + i);
    }
    stack.client("40/n1299,");
    InMemoryClient admin = stack.admin("reader");
    take(admin);
    stack.timers.advance(2_000);
    String stats = take(admin).toString();
    assertThat(stats).contains("{\"name\":\"/n1299\",\"socketsCount\":1}");
    assertThat(stats.split("socketsCount", -1)).hasSize(ServerStats.MAX_NAMESPACES + 1);
  }
}
