package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectRefused;
import dev.oneport.Namespace;
import dev.oneport.NamespaceFilter;
import dev.oneport.ParentNamespace;
import dev.oneport.adapter.Adapter;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Namespaces that clients make; the reference's rules, part 2.5. */
class DynamicNamespacesTest {
  private Fixture fixture = Fixture.inline();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void useCleanup() {
    fixture.close();
    fixture = Fixture.cleaning();
  }

  private WebSocket client() {
    return fixture.client().webSocket();
  }

  /** Connects a client that must be let in. */
  private WebSocket join(String namespace) {
    return fixture.client("40" + namespace + ",").webSocket();
  }

  private ParentNamespace numbered() {
    return fixture.io.of(Pattern.compile("^/dynamic-\\d+$"));
  }

  private boolean exists(String namespace) {
    return fixture.socketIo.hasNamespace(namespace);
  }

  @Test
  void clientsMakeWhatAPatternAllowsAndNothingElse() {
    numbered().onConnection(socket -> fixture.log.add(socket.namespace().name()));

    join("/dynamic-101");
    WebSocket other = client();
    other.send("40/dynamic-x,");

    assertThat(other.take()).containsExactly("44/dynamic-x,{\"message\":\"Invalid namespace\"}");
    assertThat(fixture.takeLog()).containsExactly("/dynamic-101");
    assertThat(exists("/dynamic-101")).isTrue();
    assertThat(exists("/dynamic-x")).isFalse();
  }

  @Test
  void patternNeedsAMatchAnywhereAsInJavaScript() {
    fixture.io.of(Pattern.compile("room"));

    join("/a-room-b");
  }

  @Test
  void filterSeesNameAndAuth() {
    fixture.io.of(
        NamespaceFilter.when((name, auth) -> auth.getString("token", "").equals("of " + name)));

    WebSocket ws = client();
    ws.send("40/a,{\"token\":\"of /b\"}");
    ws.send("40/a,{\"token\":\"of /a\"}");
    ws.send("40/b,");

    assertThat(ws.take())
        .hasSize(3)
        .satisfies(
            frames -> {
              assertThat(frames.get(0)).isEqualTo("44/a,{\"message\":\"Invalid namespace\"}");
              assertThat(frames.get(1)).startsWith("40/a,{\"sid\":");
              assertThat(frames.get(2)).isEqualTo("44/b,{\"message\":\"Invalid namespace\"}");
            });
  }

  @Test
  void parentsAreAskedInTheOrderRegisteredUntilOneAllows() {
    for (String name : List.of("first", "second", "third")) {
      fixture
          .io
          .of(
              (namespace, auth, decision) -> {
                fixture.log.add("asked " + name);
                if (name.equals("first")) {
                  decision.deny();
                } else {
                  decision.allow();
                  decision.deny();
                }
              })
          .onConnection(socket -> fixture.log.add("in " + name));
    }

    join("/a");

    assertThat(fixture.takeLog()).containsExactly("asked first", "asked second", "in second");
  }

  @Test
  void filterThatThrowsDeniesAndTheNextIsAsked() {
    try (ExpectedLog log = ExpectedLog.of(NamespaceLookup.class.getName())) {
      fixture.io.of(
          (name, auth, decision) -> {
            throw new IllegalStateException("no database");
          });
      fixture.io.of(Pattern.compile("a"));

      join("/a");

      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void decisionMayComeLaterAndSecondConnectMeanwhileIsAViolation() {
    List<NamespaceFilter.Decision> decisions = new ArrayList<>();
    fixture.io.of((name, auth, decision) -> decisions.add(decision));
    WebSocket patient = client();
    WebSocket hasty = client();

    patient.send("40/a,");
    hasty.send("40/a,");
    hasty.send("40/a,");
    assertThat(patient.take()).isEmpty();
    assertThat(hasty.take()).containsExactly("close 1000");
    decisions.forEach(NamespaceFilter.Decision::allow);

    assertThat(patient.take()).hasSize(1).first().asString().startsWith("40/a,{\"sid\":");
    assertThat(hasty.take()).isEmpty();
    assertThat(fixture.io.of("/a").sockets()).hasSize(1);
  }

  @Test
  void twoWhoAskForOneNameAtTheSameTimeAreInOneNamespace() {
    List<NamespaceFilter.Decision> decisions = new ArrayList<>();
    fixture.io.onNewNamespace(namespace -> fixture.log.add("new " + namespace.name()));
    ParentNamespace parent = fixture.io.of((name, auth, decision) -> decisions.add(decision));
    WebSocket a = client();
    WebSocket b = client();
    a.send("40/a,");
    b.send("40/a,");

    decisions.forEach(NamespaceFilter.Decision::allow);
    assertThat(a.take()).hasSize(1);
    assertThat(b.take()).hasSize(1);

    assertThat(parent.children()).extracting(Namespace::name).containsExactly("/a");
    assertThat(fixture.io.of("/a").sockets()).hasSize(2);
    assertThat(fixture.takeLog()).containsExactly("new /a");
  }

  @Test
  void clientThatLeftBeforeTheDecisionMakesNoSocket() {
    List<NamespaceFilter.Decision> decisions = new ArrayList<>();
    useCleanup();
    fixture.io.of((name, auth, decision) -> decisions.add(decision));
    WebSocket ws = client();
    ws.send("40/a,");
    ws.transport().onClose();

    decisions.forEach(NamespaceFilter.Decision::allow);

    assertThat(exists("/a")).isFalse();
  }

  @Test
  void childHasWhatTheParentHadWhenItWasMade() {
    ParentNamespace parent = numbered();
    parent.use(
        (socket, next) -> {
          fixture.log.add("middleware");
          next.proceed();
        });
    parent.onConnection(socket -> fixture.log.add("listener"));
    join("/dynamic-1");
    assertThat(fixture.takeLog()).containsExactly("middleware", "listener");

    parent.onConnection(socket -> fixture.log.add("late listener"));
    fixture.io.of("/dynamic-1").onConnection(socket -> fixture.log.add("own listener"));
    join("/dynamic-1");
    assertThat(fixture.takeLog()).containsExactly("middleware", "listener", "own listener");
    join("/dynamic-2");
    assertThat(fixture.takeLog()).containsExactly("middleware", "listener", "late listener");
  }

  @Test
  void namespaceMadeByTheApplicationIsAChildOfThePatternThatHasItsName() {
    ParentNamespace parent = numbered();
    parent.onConnection(socket -> fixture.log.add("parent's"));
    fixture.io.of(NamespaceFilter.when((name, auth) -> true));

    fixture.io.of("dynamic-101");
    fixture.io.of("/other");

    assertThat(parent.children()).extracting(Namespace::name).containsExactly("/dynamic-101");
    join("/dynamic-101");
    assertThat(fixture.takeLog()).containsExactly("parent's");
  }

  @Test
  void newNamespacesAreToldOnceTheMainOneNot() {
    fixture.io.onNewNamespace(
        namespace -> {
          fixture.log.add(namespace.name());
          namespace.use((socket, next) -> next.refuse(new ConnectRefused("not yet")));
        });
    numbered();

    fixture.io.of("/");
    fixture.io.of("/a");
    fixture.io.of("/a");
    WebSocket ws = client();
    ws.send("40/dynamic-1,");

    assertThat(ws.take()).containsExactly("44/dynamic-1,{\"message\":\"not yet\"}");
    assertThat(fixture.takeLog()).containsExactly("/a", "/dynamic-1");
  }

  @Test
  void parentEmitsToAllItsChildren() {
    ParentNamespace parent = numbered();
    parent.onConnection(socket -> socket.join("r" + socket.namespace().name()));
    WebSocket one = join("/dynamic-1");
    WebSocket two = join("/dynamic-2");
    WebSocket main = fixture.client("40").webSocket();

    parent.emit("a", 1);
    parent.to("r/dynamic-2").emit("b");
    parent.except("r/dynamic-2").emit("c");

    assertThat(one.take()).containsExactly("42/dynamic-1,[\"a\",1]", "42/dynamic-1,[\"c\"]");
    assertThat(two.take()).containsExactly("42/dynamic-2,[\"a\",1]", "42/dynamic-2,[\"b\"]");
    assertThat(main.take()).isEmpty();
  }

  @Test
  void childrenStayUnlessCleanupIsOn() {
    numbered();
    join("/dynamic-1").send("41/dynamic-1,");

    assertThat(exists("/dynamic-1")).isTrue();
  }

  @Test
  void childGoesWithItsLastSocketAndCanBeMadeAgain() {
    useCleanup();
    ParentNamespace parent = numbered();
    WebSocket a = join("/dynamic-1");
    WebSocket b = join("/dynamic-1");
    Namespace first = fixture.io.of("/dynamic-1");

    a.send("41/dynamic-1,");
    assertThat(exists("/dynamic-1")).isTrue();
    b.transport().onClose();
    assertThat(exists("/dynamic-1")).isFalse();
    assertThat(parent.children()).isEmpty();
    first.emit("to nobody");

    WebSocket c = join("/dynamic-1");
    assertThat(fixture.io.of("/dynamic-1")).isNotSameAs(first);
    fixture.io.of("/dynamic-1").emit("again");
    assertThat(c.take()).containsExactly("42/dynamic-1,[\"again\"]");
  }

  @Test
  void childGoesWithItsOnlyCandidateRefused() {
    useCleanup();
    numbered().use((socket, next) -> next.refuse(new ConnectRefused("no")));
    WebSocket ws = client();

    ws.send("40/dynamic-1,");

    assertThat(ws.take()).containsExactly("44/dynamic-1,{\"message\":\"no\"}");
    assertThat(exists("/dynamic-1")).isFalse();
  }

  @Test
  void childStaysWhileACandidateIsBeingLookedAt() {
    useCleanup();
    List<Runnable> proceed = new ArrayList<>();
    numbered().use((socket, next) -> proceed.add(next::proceed));
    WebSocket a = client();
    WebSocket b = client();
    a.send("40/dynamic-1,");
    b.send("40/dynamic-1,");

    proceed.get(0).run();
    assertThat(a.take()).hasSize(1);
    a.send("41/dynamic-1,");
    assertThat(exists("/dynamic-1")).isTrue();
    b.transport().onClose();

    assertThat(exists("/dynamic-1")).isFalse();
  }

  @Test
  void childStaysWhileSubscribersWithoutALibraryAreThere() {
    useCleanup();
    numbered();
    WebSocket socket = join("/dynamic-1");
    Adapter adapter = fixture.adapters.enter("/dynamic-1");
    fixture.adapters.enter("/dynamic-1");

    socket.send("41/dynamic-1,");
    fixture.adapters.leave("/dynamic-1");
    assertThat(exists("/dynamic-1")).isTrue();
    WebSocket another = join("/dynamic-1");
    assertThat(fixture.adapters.of("/dynamic-1")).isSameAs(adapter);
    another.send("41/dynamic-1,");
    fixture.adapters.leave("/dynamic-1");

    assertThat(exists("/dynamic-1")).isFalse();
    assertThat(fixture.adapters.of("/dynamic-1")).isNotSameAs(adapter);
  }

  @Test
  void whatASubscriberCameTooLateForIsForgotten() {
    Adapter late = fixture.adapters.enter("/gone");

    fixture.adapters.leave("/gone");

    assertThat(exists("/gone")).isFalse();
    assertThat(fixture.adapters.of("/gone")).isNotSameAs(late);
  }

  @Test
  void namespacesWithoutAParentAreNeverRemoved() {
    useCleanup();
    fixture.io.of("/static");

    join("/static").send("41/static,");

    assertThat(exists("/static")).isTrue();
  }

  @Test
  void clientsMakeNoMoreChildrenThanAllowed() {
    useCleanup();
    numbered();
    WebSocket first = join("/dynamic-1");
    join("/dynamic-2");
    join("/dynamic-3");
    WebSocket ws = client();

    ws.send("40/dynamic-4,");
    assertThat(ws.take()).containsExactly("44/dynamic-4,{\"message\":\"too many namespaces\"}");
    fixture.io.of("/dynamic-5");
    ws.send("40/dynamic-5,");
    assertThat(ws.take()).hasSize(1).first().asString().startsWith("40/dynamic-5,");

    first.send("41/dynamic-1,");
    join("/dynamic-4");
  }

  @Test
  void namesLongerThanAllowedAreInvalid() {
    fixture.io.of(NamespaceFilter.when((name, auth) -> true));
    WebSocket ws = client();

    ws.send("40/23456789012345678901,");
    ws.send("40/2345678901234567890,");

    assertThat(ws.take())
        .hasSize(2)
        .first()
        .isEqualTo("44/23456789012345678901,{\"message\":\"Invalid namespace\"}");
  }

  @Test
  void whoHasWaitedLongestWithoutANamespaceGivesWay() {
    WebSocket oldest = client();
    WebSocket joined = fixture.client("40").webSocket();
    WebSocket b = client();
    client();
    assertThat(oldest.take()).isEmpty();

    client();

    assertThat(oldest.take()).containsExactly("close 1000");
    assertThat(b.take()).isEmpty();
    b.send("40");
    client();
    assertThat(b.take()).hasSize(1);
    assertThat(joined.take()).isEmpty();
  }
}
