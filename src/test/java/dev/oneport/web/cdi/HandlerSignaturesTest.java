package dev.oneport.web.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.EventName;
import dev.oneport.OnAny;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnError;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import dev.oneport.SocketNamespace;
import dev.oneport.testing.ExpectedLog;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every mistake that fails the deployment, all of them at once, each with its method. */
class HandlerSignaturesTest {
  private static final String HERE = HandlerSignaturesTest.class.getName() + "$";

  /** Cannot be made by JSON-B. */
  public static class NoConstructor {
    NoConstructor() {}
  }

  record NotPublic(String text) {}

  @SuppressWarnings("ClassCanBeStatic") // that is the mistake
  class Inner {}

  interface Shape {}

  abstract static class AbstractShape {}

  @SocketNamespace
  static class Wrong {
    @OnEvent("a")
    @SuppressWarnings("UnusedMethod") // that is the mistake
    private void hidden() {}

    @OnEvent("b")
    static void shared() {}

    @OnEvent("")
    void nameless() {}

    @OnEvent("*")
    void star() {}

    @OnEvent("disconnect")
    void reserved() {}

    @OnEvent("oneport:x")
    void own() {}

    @OnEvent("c")
    String twice(Ack ack) {
      return "";
    }

    @OnEvent("d")
    void reason(DisconnectReason reason) {}

    @OnEvent("e")
    @Nullable Future<String> future() {
      return null;
    }

    @OnEvent("f")
    @Nullable Socket socket() {
      return null;
    }

    @OnEvent("g")
    void server(SocketIoServer io) {}

    @OnEvent("h")
    void stream(InputStream in) {}

    @OnEvent("i")
    <T> void generic(T value) {}

    @OnEvent("j")
    void shape(Shape shape) {}

    @OnEvent("k")
    void shapes(List<AbstractShape> shapes) {}

    @OnEvent("l")
    void inner(Inner inner) {}

    @OnEvent("m")
    void unmade(NoConstructor[] values) {}

    @OnEvent("m")
    void notPublic(NotPublic value) {}

    @OnEvent("n")
    void supplier(Supplier<String> supplier) {}

    @OnEvent("o")
    void bytes(byte... bytes) {}

    @OnEvent("p")
    void name(@EventName int name) {}

    @OnEvent("q")
    @RolesAllowed("x")
    @DenyAll
    void both() {}

    @OnConnect
    void argument(String argument) {}

    @OnConnect
    void event(@EventName String event) {}

    @OnConnect
    @OnDisconnect
    void twoKinds() {}

    @OnDisconnect
    String answers() {
      return "";
    }

    @OnDisconnect
    @PermitAll
    void roles() {}

    @OnAny
    int any() {
      return 1;
    }

    @OnError
    void noException() {}

    @OnError
    void twoExceptions(IllegalStateException a, Exception b) {}

    @OnError
    void payload(Exception failure, String payload) {}
  }

  @SocketNamespace
  static class First {
    @OnEvent("same")
    int first() {
      return 1;
    }

    @OnError
    void error(IllegalStateException e) {}

    @OnError
    void errorToo(IllegalStateException e) {}
  }

  @SocketNamespace("/")
  static class Second {
    @OnEvent("same")
    int second() {
      return 2;
    }
  }

  @SocketNamespace
  @SessionScoped
  static class PerSession implements Serializable {
    private static final long serialVersionUID = 1L;

    @OnEvent("x")
    void x() {}
  }

  @SocketNamespace(value = "/x", pattern = "/y")
  static class NameAndPattern {}

  @SocketNamespace(pattern = "(")
  static class BadPattern {}

  @Test
  void allMistakesAreToldAtOnce() {
    Throwable failure =
        catchThrowable(
            () ->
                BeanStack.of(
                    Wrong.class,
                    First.class,
                    Second.class,
                    PerSession.class,
                    NameAndPattern.class,
                    BadPattern.class));

    assertThat(problems(failure))
        .containsExactlyInAnyOrder(
            "Wrong.hidden(): must not be private, package is enough",
            "Wrong.shared(): must not be static",
            "Wrong.nameless(): @OnEvent needs the name of an event",
            "Wrong.star(): @OnEvent(\"*\") would wait for an event of that name: for all, use"
                + " @OnAny",
            "Wrong.reserved(): no client can send an event named disconnect, that name is reserved",
            "Wrong.own(): no client can send an event named oneport:x, that name is reserved",
            "Wrong.twice(Ack): takes an Ack and returns the acknowledgement too: choose one",
            "Wrong.reason(DisconnectReason): a method with @OnEvent can't take a DisconnectReason",
            "Wrong.future(): returns a Future, which can't be sent to a client",
            "Wrong.socket(): returns a Socket, which can't be sent to a client",
            "Wrong.server(SocketIoServer): dev.oneport.SocketIoServer is injected by @Inject, not"
                + " passed to handlers",
            "Wrong.stream(InputStream): java.io.InputStream can't be made of what a client sends",
            "Wrong.generic(Object): T is a type variable: say what it stands for",
            "Wrong.shape(Shape): Shape is an interface: JSON-B can't know which class to make",
            "Wrong.shapes(List): java.util.List<AbstractShape> holds AbstractShape, which is"
                + " abstract: JSON-B can't know which class to make",
            "Wrong.inner(Inner): Inner is an inner class: make it static",
            "Wrong.unmade(NoConstructor[]): NoConstructor[] has neither a public constructor"
                + " without parameters nor one with @JsonbCreator",
            "Wrong.notPublic(NotPublic): NotPublic is not public: JSON-B can't make it",
            "Wrong.supplier(Supplier): java.util.function.Supplier<java.lang.String> is an"
                + " interface: JSON-B can't know which class to make",
            "Wrong.bytes(byte[]): byte... may mean one argument or many: write byte[] or byte[]...",
            "Wrong.name(int): @EventName belongs to a String, not to a int",
            "Wrong.both(): must have one of @RolesAllowed, @DenyAll and @PermitAll only",
            "Wrong.argument(String): a method with @OnConnect can't take a String",
            "Wrong.event(String): a method with @OnConnect is called for no event, so it has no"
                + " @EventName",
            "Wrong.twoKinds(): must have only one of [@OnConnect, @OnDisconnect]",
            "Wrong.answers(): must return void: nobody gets what a method with @OnDisconnect"
                + " returns",
            "Wrong.roles(): no client asks for it, so no client needs a role: leave that out",
            "Wrong.any(): must return void: nobody gets what a method with @OnAny returns",
            "Wrong.noException(): needs a parameter for the exception",
            "Wrong.twoExceptions(IllegalStateException, Exception): takes two exceptions: there is"
                + " only one at a time",
            "Wrong.payload(Exception, String): a method with @OnError can't take a String",
            "First.errorToo(IllegalStateException): handles IllegalStateException, and so does"
                + " First.error(IllegalStateException): only one may",
            "Second.second(): returns the acknowledgement of \"same\" in /, and so does"
                + " First.first(): only one may",
            "NameAndPattern: has a namespace and a pattern of namespaces: choose one",
            "BadPattern: pattern (: Unclosed group",
            "PerSession: is @SessionScoped, but no HTTP session or conversation is active where"
                + " events are handled");
    assertThat(failure).hasMessageContaining("Oneport found 36 problems in handler beans:");
  }

  /** The lines of the message, without the name of this class. */
  private static Set<String> problems(Throwable failure) {
    Set<String> problems = new TreeSet<>();
    Arrays.stream(String.valueOf(failure.getMessage()).replace(HERE, "").split("\n", -1))
        .filter(line -> line.startsWith("  "))
        .forEach(line -> problems.add(line.strip()));
    return problems;
  }

  @SocketNamespace
  @ApplicationScoped
  static class FinalMethod {
    @OnEvent("x")
    final void x() {}
  }

  @Test
  void whatCdiCannotProxyFailsTheDeployment() {
    assertThatThrownBy(() -> BeanStack.of(FinalMethod.class))
        .hasMessageContaining("not proxyable")
        .hasMessageContaining("FinalMethod");
  }

  @ApplicationScoped
  static class Forgotten {
    @OnEvent("x")
    void x() {}
  }

  @Test
  void handlersOutsideOfANamespaceAreWarnedOf() {
    try (ExpectedLog log = ExpectedLog.of(OneportExtension.class.getName())) {
      BeanStack.of(Forgotten.class).close();

      assertThat(log.take())
          .containsExactly(
              "WARNING handlers-unused: "
                  + HERE
                  + "Forgotten has handler methods, such as one with @OnEvent, but no"
                  + " @SocketNamespace: they are never called");
    }
  }
}
