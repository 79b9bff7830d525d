package dev.oneport.adminui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.Socket;
import dev.oneport.adapter.Selection;
import dev.oneport.testing.InMemoryClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page may ask for, by what its key is granted; and that nobody else reaches it. */
class AdminCommandsTest {
  private final AdminStack stack = AdminStack.development();

  @AfterEach
  void close() {
    stack.close();
  }

  private static List<String> take(InMemoryClient client) {
    return client.webSocket().take();
  }

  private Socket only() {
    return stack.io.of("/").sockets().iterator().next();
  }

  @Test
  void anEmitGoesToANamespaceARoomOrASocket() {
    InMemoryClient one = stack.client("40");
    only().join("room");
    InMemoryClient two = stack.client("40");
    InMemoryClient admin = stack.admin("emitter");
    admin.webSocket().send("42/admin,[\"emit\",\"/\",null,\"all\",1,{\"a\":[2]}]");
    admin.webSocket().send("42/admin,[\"emit\",\"/\",\"room\",\"some\"]");
    String id =
        stack.io.of("/").sockets().stream()
            .filter(each -> !each.rooms().contains("room"))
            .findFirst()
            .orElseThrow()
            .id();
    admin.webSocket().send("42/admin,[\"emit\",\"/\",\"" + id + "\",\"one\"]");
    admin.webSocket().send("42/admin,[\"emit\",\"/none\",null,\"nobody\"]");
    admin.webSocket().send("42/admin,[\"emit\",\"/\"]");
    assertThat(take(one)).containsExactly("42[\"all\",1,{\"a\":[2]}]", "42[\"some\"]");
    assertThat(take(two)).containsExactly("42[\"all\",1,{\"a\":[2]}]", "42[\"one\"]");
  }

  @Test
  void socketsJoinLeaveAndAreDisconnected() {
    InMemoryClient one = stack.client("40");
    Socket first = only();
    InMemoryClient two = stack.client("40");
    InMemoryClient admin = stack.admin("manager");
    admin.webSocket().send("42/admin,[\"join\",\"/\",\"room\",\"" + first.id() + "\"]");
    assertThat(stack.io.of("/").members("room")).containsExactly(first.id());
    admin.webSocket().send("42/admin,[\"join\",\"/\",\"both\"]");
    assertThat(stack.io.of("/").members("both")).hasSize(2);
    admin.webSocket().send("42/admin,[\"leave\",\"/\",\"both\",\"room\"]");
    assertThat(stack.io.of("/").members("both")).hasSize(1).doesNotContain(first.id());
    admin.webSocket().send("42/admin,[\"leave\",\"/\",\"both\"]");
    assertThat(stack.io.of("/").rooms()).doesNotContain("both");
    admin.webSocket().send("42/admin,[\"_disconnect\",\"/\",false,\"room\"]");
    assertThat(take(one)).containsExactly("41");
    assertThat(take(two)).isEmpty();
    admin.webSocket().send("42/admin,[\"_disconnect\",\"/\",true]");
    assertThat(take(two)).containsExactly("41", "close 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader", "inspector", "emitter"})
  void whoMayNotManageIsNotHeard(String name) {
    InMemoryClient client = stack.client("40");
    InMemoryClient admin = stack.admin(name);
    admin.webSocket().send("42/admin,[\"join\",\"/\",\"room\"]");
    admin.webSocket().send("42/admin,[\"leave\",\"/\",\"" + only().id() + "\"]");
    admin.webSocket().send("42/admin,[\"_disconnect\",\"/\",true]");
    assertThat(only().rooms()).containsExactly(only().id());
    assertThat(take(client)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader", "inspector", "manager"})
  void whoMayNotPublishIsNotHeard(String name) {
    InMemoryClient client = stack.client("40");
    stack.admin(name).webSocket().send("42/admin,[\"emit\",\"/\",null,\"hello\"]");
    assertThat(take(client)).isEmpty();
  }

  @Test
  void nobodyComesToSeeMoreByACommand() {
    InMemoryClient reader = stack.admin("reader");
    take(reader);
    InMemoryClient admin = stack.admin("all");
    InMemoryClient manager = stack.admin("manager");
    InMemoryClient client = stack.client("40");
    manager.webSocket().send("42/admin,[\"join\",\"/admin\",\"inspectors\"]");
    manager.webSocket().send("42/admin,[\"leave\",\"/admin\",\"inspectors\"]");
    admin.webSocket().send("42/admin,[\"emit\",\"/admin\",null,\"config\",{}]");
    take(reader);
    take(manager);
    take(admin);
    client.webSocket().send("42[\"hello\",\"s3cr3t\"]");
    assertThat(take(reader).toString()).contains("hello").doesNotContain("s3cr3t", "config");
    assertThat(take(manager).toString()).contains("hello").doesNotContain("s3cr3t");
    assertThat(take(admin).toString()).contains("s3cr3t");
    manager.webSocket().send("42/admin,[\"_disconnect\",\"/admin\",false,\"inspectors\"]");
    assertThat(take(admin)).contains("41/admin,");
  }

  @Test
  void whoComesAnotherWayThanTheOfficialClientFindsNoNamespace() {
    InMemoryClient admin = stack.admin("all");
    take(admin);
    assertThat(stack.socketIo.namespaces()).doesNotContain("/admin");
    assertThat(stack.socketIo.hasNamespace("/admin")).isFalse();
    assertThat(stack.socketIo.hasNamespace("admin")).isFalse();
    assertThat(stack.socketIo.find("/admin")).isNull();
    assertThatThrownBy(() -> stack.io.of("admin"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/admin is the server's own");
    assertThat(stack.socketIo.emit("/admin", Selection.EVERYBODY, "config")).isNull();
    assertThat(take(admin)).isEmpty();
  }
}
