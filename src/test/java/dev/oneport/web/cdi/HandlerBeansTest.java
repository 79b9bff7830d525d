package dev.oneport.web.cdi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.oneport.Ack;
import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.Handshake;
import dev.oneport.JsonBindingException;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import dev.oneport.socketio.NamespaceHandlers;
import dev.oneport.web.validation.Constraints;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerBeansTest {
  /** What the beans below did. */
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  private final Fakes.Registry registry = new Fakes.Registry();
  private final List<Throwable> failures = new ArrayList<>();
  private final Fakes.RecordingAck ack = new Fakes.RecordingAck();
  private @Nullable SeContainer container;

  @AfterEach
  void closeContainer() {
    if (container != null) {
      container.close();
    }
    CALLS.clear();
  }

  @SocketNamespace("chat")
  static class Chat {
    @Inject Visit visit;

    @OnConnect
    void joined(Handshake handshake, Socket socket) {
      CALLS.add("joined " + socket.id() + " from " + handshake.address());
    }

    @OnEvent("say")
    protected String say(String line, Socket socket, int times, Integer more) {
      visit.note(socket.id());
      return line.repeat(times) + more;
    }

    @OnEvent("all")
    void all(EventArguments arguments, Ack ack) {
      ack.send(arguments.toArray());
    }

    @OnEvent("later")
    public CompletionStage<?> later(Object result) {
      return (CompletionStage<?>) result;
    }

    @OnEvent("nothing")
    @Nullable Object nothing() {
      return null;
    }

    @OnEvent("array")
    Object[] array() {
      return new Object[] {1, 2};
    }

    @OnEvent("fail")
    void fail() throws Exception {
      throw new IOException("as a test");
    }

    @OnDisconnect
    void left(DisconnectReason reason) {
      CALLS.add("left: " + reason);
    }
  }

  /** Lives as long as one call of a handler. */
  @RequestScoped
  static class Visit {
    private int notes;

    void note(String id) {
      notes++;
      CALLS.add("note " + notes + " of " + id);
    }

    @PreDestroy
    void over() {
      CALLS.add("over");
    }
  }

  @Test
  void connectAndDisconnectReachTheBean() throws Exception {
    start(Chat.class, Visit.class);

    of("/chat").onConnect(Fakes.socket("s1"));
    of("/chat").onDisconnect(Fakes.socket("s1"), DisconnectReason.PING_TIMEOUT);

    assertThat(CALLS).containsExactly("joined s1 from 127.0.0.1", "left: ping timeout");
  }

  @Test
  void eachEventHasItsArgumentsItsAckAndARequestContextOfItsOwn() throws Exception {
    start(Chat.class, Visit.class);

    event("say", "ho", 2, 3);
    event("say", "hi", 1, null);

    assertThat(ack.sent).containsExactly(List.of("hoho3"), List.of("hinull"));
    assertThat(CALLS).containsExactly("note 1 of s1", "over", "note 1 of s1", "over");
  }

  @Test
  void argumentThatDoesNotFitFailsBeforeTheCall() throws Exception {
    start(Chat.class, Visit.class);

    event("say", 1, 1, 1);

    assertThat(failures).hasSize(1).first().isInstanceOf(JsonBindingException.class);
    assertThat(ack.sent).isEmpty();
    assertThat(CALLS).isEmpty();
  }

  @Test
  void allArgumentsAndTheAckCanBeHad() throws Exception {
    start(Chat.class, Visit.class);

    event("all", 1, "two");

    assertThat(ack.sent).containsExactly(List.of(1, "two"));
  }

  @Test
  void resultOfAStageIsTheAck() throws Exception {
    start(Chat.class, Visit.class);
    CompletableFuture<String> result = new CompletableFuture<>();

    event("later", result);
    assertThat(ack.sent).isEmpty();
    result.complete("done");

    assertThat(ack.sent).containsExactly(List.of("done"));
  }

  @Test
  void failedStageIsAFailureOfTheEvent() throws Exception {
    start(Chat.class, Visit.class);

    event("later", CompletableFuture.failedFuture(new IllegalStateException("as a test")));

    assertThat(failures).hasSize(1).first().asString().contains("as a test");
    assertThat(ack.sent).isEmpty();
  }

  @Test
  void returnedNullAndReturnedArrayAreOneArgumentOfTheAck() throws Exception {
    start(Chat.class, Visit.class);

    event("nothing");
    event("array");

    assertThat(ack.sent.get(0)).containsExactly((Object) null);
    assertThat(ack.sent.get(1)).hasSize(1);
    assertThat(ack.sent.get(1).get(0)).isEqualTo(new Object[] {1, 2});
  }

  @Test
  void whatAHandlerThrowsComesOutAsItIs() throws Exception {
    start(Chat.class, Visit.class);

    event("fail");

    assertThat(failures).hasSize(1).first().isInstanceOf(IOException.class);
  }

  @Test
  void eventWithoutMethodHasNoHandler() {
    start(Chat.class, Visit.class);

    assertThat(of("/chat").handler("unknown")).isNull();
  }

  @SocketNamespace
  static class First {
    @OnConnect
    void check() {
      throw new ConnectRefused("not you", 401);
    }

    @OnEvent("e")
    void fails() {
      throw new IllegalStateException("first");
    }
  }

  @SocketNamespace("/")
  static class Second {
    @OnConnect
    void never() {
      CALLS.add("connected");
    }

    @OnEvent("e")
    void runsAllTheSame() {
      CALLS.add("second");
    }
  }

  @Test
  void refusalPropagatesAndNobodyElseIsAsked() {
    start(First.class, Second.class);

    assertThatThrownBy(() -> of("/").onConnect(Fakes.socket("s1")))
        .asInstanceOf(type(ConnectRefused.class))
        .satisfies(refused -> assertThat(refused.data()).isEqualTo(401));
    assertThat(CALLS).isEmpty();
  }

  @Test
  void severalBeansShareANamespaceAndOneFailureHarmsNoOther() throws Exception {
    start(First.class, Second.class);

    assertThat(registry.byName).containsOnlyKeys("/");
    mainEvent("e");
    assertThat(failures).hasSize(1).first().asString().contains("first");
    assertThat(CALLS).containsExactly("second");
  }

  abstract static class Base<T> {
    @OnEvent("inherited")
    void inherited() {
      CALLS.add("inherited");
    }

    @OnEvent("overridden")
    void overridden(T value) {
      CALLS.add("base " + value);
    }
  }

  @SocketNamespace
  @Dependent
  static class Derived extends Base<String> {
    @Override
    @OnEvent("overridden")
    void overridden(String value) {
      CALLS.add("derived " + value);
    }

    @PreDestroy
    void destroyed() {
      CALLS.add("destroyed");
    }
  }

  @Test
  void inheritedMethodsCountAndOverriddenOnesCountOnce() throws Exception {
    start(Derived.class);

    mainEvent("inherited");
    mainEvent("overridden", "x");

    assertThat(CALLS).containsExactly("inherited", "derived x");
  }

  @Test
  void dependentBeanLivesAsLongAsTheServer() throws Exception {
    CdiBridge bridge = start(Derived.class);
    mainEvent("inherited");

    bridge.stop();

    assertThat(CALLS).containsExactly("inherited", "destroyed");
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Traced {}

  @Traced
  @Interceptor
  @Priority(1)
  static class Tracer {
    @AroundInvoke
    Object trace(InvocationContext call) throws Exception {
      CALLS.add("traced " + call.getMethod().getName());
      return call.proceed();
    }
  }

  @SocketNamespace
  @Traced
  static class Intercepted {
    @OnEvent("e")
    void packagePrivate() {
      CALLS.add("called");
    }
  }

  @Test
  void interceptorsSeeTheCallEvenOfAPackagePrivateMethod() throws Exception {
    start(Intercepted.class, Tracer.class);

    mainEvent("e");

    assertThat(CALLS).containsExactly("traced packagePrivate", "called");
  }

  private CdiBridge start(Class<?>... beans) {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new OneportExtension())
            .addBeanClasses(beans)
            .initialize();
    CdiBridge bridge = ActiveCdi.of(container.getBeanManager());
    bridge.start(Fakes.server(new ArrayList<>()), registry, Constraints.find(() -> null));
    return bridge;
  }

  private NamespaceHandlers of(String namespace) {
    return requireNonNull(registry.byName.get(namespace), namespace);
  }

  private void event(String name, @Nullable Object... arguments) throws Exception {
    handle("/chat", name, arguments);
  }

  private void mainEvent(String name, @Nullable Object... arguments) throws Exception {
    handle("/", name, arguments);
  }

  private void handle(String namespace, String name, @Nullable Object... arguments)
      throws Exception {
    requireNonNull(of(namespace).handler(name), name)
        .onEvent(
            new Fakes.Call(Fakes.socket("s1"), name, Fakes.Arguments.of(arguments), ack, failures));
  }
}
