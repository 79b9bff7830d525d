package dev.oneport.web.cdi;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.Handshake;
import dev.oneport.JsonBindingException;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.socketio.OwnEvents;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method of a bean that handles connects, one event, or disconnects. Immutable. */
final class HandlerMethod {

  /** What it handles. */
  enum Kind {
    CONNECT("@OnConnect"),
    EVENT("@OnEvent"),
    DISCONNECT("@OnDisconnect");

    private final String annotation;

    Kind(String annotation) {
      this.annotation = annotation;
    }

    private boolean provides(Class<?> type) {
      return type == Socket.class
          || type == Handshake.class
          || switch (this) {
            case CONNECT -> false;
            case EVENT -> type == Ack.class || type == EventArguments.class;
            case DISCONNECT -> type == DisconnectReason.class;
          };
    }
  }

  /** The parameters that are no arguments of the event. */
  private static final Map<Class<?>, Parameter> PROVIDED =
      Map.of(
          Socket.class, Call::socket,
          Handshake.class, call -> call.socket().handshake(),
          Ack.class, Call::ack,
          EventArguments.class, Call::arguments,
          DisconnectReason.class, Call::reason);

  private final Kind kind;
  private final String event;
  private final Method method;
  private final List<Parameter> parameters;

  /** What is passed for one parameter. */
  @FunctionalInterface
  private interface Parameter {
    @Nullable Object value(Call call);
  }

  /**
   * What a method is called for.
   *
   * @param arguments those of an event; null for a connect or disconnect
   * @param ack of an event; null for a connect or disconnect
   * @param reason of a disconnect; null otherwise
   */
  record Call(
      Socket socket,
      @Nullable EventArguments arguments,
      @Nullable Ack ack,
      @Nullable DisconnectReason reason) {}

  private HandlerMethod(Kind kind, String event, Method method, List<Parameter> parameters) {
    this.kind = kind;
    this.event = event;
    this.method = method;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * Checks a method that has one of the annotations.
   *
   * @throws IllegalArgumentException if it can't be called as its annotation says; the message says
   *     what is wrong, for the developer
   */
  static HandlerMethod of(AnnotatedMethod<?> annotated) {
    Method method = annotated.getJavaMember();
    Kind kind = kindOf(annotated);
    require(!Modifier.isStatic(method.getModifiers()), "must not be static");
    // A client proxy can't pass a private method's call on: it would run on the empty proxy.
    require(!Modifier.isPrivate(method.getModifiers()), "must not be private, package is enough");
    require(
        kind == Kind.EVENT || method.getReturnType() == void.class,
        "must return void: nobody gets what a method with " + kind.annotation + " returns");
    require(
        method.getReturnType() == void.class || !takes(method, Ack.class),
        "takes an Ack and returns the acknowledgement too: choose one");
    String event = kind == Kind.EVENT ? eventOf(annotated) : "";
    List<Parameter> parameters = new ArrayList<>();
    int arguments = 0;
    for (AnnotatedParameter<?> parameter : annotated.getParameters()) {
      Class<?> raw = method.getParameterTypes()[parameter.getPosition()];
      Parameter provided = PROVIDED.get(raw);
      if (provided == null && kind == Kind.EVENT) {
        parameters.add(new Argument(arguments, parameter.getBaseType(), raw));
        arguments++;
      } else {
        require(
            provided != null && kind.provides(raw),
            "a method with %s can't take a %s".formatted(kind.annotation, raw.getSimpleName()));
        parameters.add(provided);
      }
    }
    method.setAccessible(true);
    return new HandlerMethod(kind, event, method, parameters);
  }

  private static Kind kindOf(AnnotatedMethod<?> annotated) {
    List<Kind> kinds = new ArrayList<>();
    if (annotated.isAnnotationPresent(OnConnect.class)) {
      kinds.add(Kind.CONNECT);
    }
    if (annotated.isAnnotationPresent(OnEvent.class)) {
      kinds.add(Kind.EVENT);
    }
    if (annotated.isAnnotationPresent(OnDisconnect.class)) {
      kinds.add(Kind.DISCONNECT);
    }
    require(kinds.size() == 1, "must have one of @OnConnect, @OnEvent and @OnDisconnect only");
    return kinds.get(0);
  }

  private static String eventOf(AnnotatedMethod<?> annotated) {
    String event = annotated.getAnnotation(OnEvent.class).value();
    require(!event.isEmpty(), "@OnEvent needs the name of an event");
    require(
        !OwnEvents.isReserved(event),
        "no client can send an event named " + event + ", that name is reserved");
    return event;
  }

  private static boolean takes(Method method, Class<?> type) {
    return Stream.of(method.getParameterTypes()).anyMatch(type::equals);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The next argument of the event, bound to the parameter's type. */
  private record Argument(int index, Type type, Class<?> raw) implements Parameter {
    @Override
    public @Nullable Object value(Call call) {
      EventArguments arguments = call.arguments();
      Object value = arguments == null ? null : arguments.get(index, boxed());
      if (value == null && raw.isPrimitive()) {
        throw new JsonBindingException(
            "argument %d is missing or null, which %s can't be".formatted(index, raw));
      }
      return value;
    }

    private Type boxed() {
      return raw.isPrimitive() ? MethodType.methodType(raw).wrap().returnType() : type;
    }
  }

  Kind kind() {
    return kind;
  }

  /** The event's name; empty for a connect or disconnect. */
  String event() {
    return event;
  }

  /** Whether what it returns is the acknowledgement. */
  boolean returnsAck() {
    return method.getReturnType() != void.class;
  }

  /**
   * Calls it.
   *
   * @param bean a contextual reference
   * @throws JsonBindingException if an argument does not fit its parameter; it was not called then
   * @throws Exception what it threw
   */
  @Nullable Object invoke(Object bean, Call call) throws Exception {
    Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.get(i).value(call);
    }
    try {
      return method.invoke(bean, values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Its class, name and signature, as Java has it. */
  @Override
  public String toString() {
    return method.toString();
  }
}
