package dev.oneport.web.cdi;

import dev.oneport.Ack;
import dev.oneport.Namespace;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.socketio.OwnEvents;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean that handles something. Everything about it is looked up once. Immutable.
 *
 * @param event the event's name; empty unless it handles one
 * @param parameters in their order
 * @param access who may call it
 * @param failure the exceptions it takes, if it handles errors
 */
record HandlerMethod(
    HandlerKind kind,
    String event,
    Method method,
    List<HandlerParameter> parameters,
    AccessRule access,
    Class<? extends Throwable> failure) {

  /**
   * Checks a method that has one of the annotations.
   *
   * @param problems takes what is wrong, each a sentence for the developer; it must not be called
   *     then
   */
  static HandlerMethod of(
      HandlerKind kind, AnnotatedMethod<?> annotated, Class<?> beanClass, List<String> problems) {
    Method method = annotated.getJavaMember();
    checkModifiers(method, problems);
    checkReturnType(kind, method, problems);
    HandlerParameters parameters =
        new HandlerParameters(kind, annotated, new GenericTypes(beanClass), problems);
    AccessRule access = accessOf(kind, method, beanClass, problems);
    String event = kind == HandlerKind.EVENT ? eventOf(annotated, problems) : "";
    return new HandlerMethod(kind, event, method, parameters.list(), access, parameters.failure());
  }

  private static void checkModifiers(Method method, List<String> problems) {
    if (Modifier.isStatic(method.getModifiers())) {
      problems.add("must not be static");
    }
    // A client proxy can't pass a private method's call on: it would run on the empty proxy.
    if (Modifier.isPrivate(method.getModifiers())) {
      problems.add("must not be private, package is enough");
    }
  }

  private static void checkReturnType(HandlerKind kind, Method method, List<String> problems) {
    Class<?> type = method.getReturnType();
    if (type == void.class) {
      return;
    }
    if (!kind.acknowledges()) {
      problems.add("must return void: nobody gets what a method with " + kind + " returns");
    } else if (Stream.of(method.getParameterTypes()).anyMatch(Ack.class::equals)) {
      problems.add("takes an Ack and returns the acknowledgement too: choose one");
    } else if (!canBeSent(type)) {
      problems.add("returns a " + type.getSimpleName() + ", which can't be sent to a client");
    }
  }

  private static boolean canBeSent(Class<?> type) {
    return CompletionStage.class.isAssignableFrom(type)
        || Stream.of(
                Future.class,
                Ack.class,
                Socket.class,
                Namespace.class,
                AutoCloseable.class,
                Throwable.class)
            .noneMatch(each -> each.isAssignableFrom(type));
  }

  private static AccessRule accessOf(
      HandlerKind kind, Method method, Class<?> beanClass, List<String> problems) {
    try {
      AccessRule own = AccessRule.at(method);
      if (own != null && !kind.isRefusable()) {
        problems.add("no client asks for it, so no client needs a role: leave that out");
      }
      AccessRule declaring = AccessRule.at(method.getDeclaringClass());
      AccessRule bean = AccessRule.at(beanClass);
      if (!kind.isRefusable()) {
        return AccessRule.OPEN;
      }
      return Stream.of(own, declaring, bean)
          .filter(java.util.Objects::nonNull)
          .findFirst()
          .orElse(AccessRule.OPEN);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return AccessRule.OPEN;
    }
  }

  private static String eventOf(AnnotatedMethod<?> annotated, List<String> problems) {
    String event = annotated.getAnnotation(OnEvent.class).value();
    if (event.isEmpty()) {
      problems.add("@OnEvent needs the name of an event");
    } else if (event.equals("*")) {
      problems.add("@OnEvent(\"*\") would wait for an event of that name: for all, use @OnAny");
    } else if (OwnEvents.isReserved(event)) {
      problems.add("no client can send an event named " + event + ", that name is reserved");
    }
    return event;
  }

  /** Whether what it returns is the acknowledgement. */
  boolean returnsAck() {
    return method.getReturnType() != void.class;
  }

  /** Whether it answers by itself, now or later. */
  boolean takesAck() {
    return List.of(method.getParameterTypes()).contains(Ack.class);
  }

  /**
   * What to pass for a call.
   *
   * @throws dev.oneport.EventRefused if an argument does not fit its parameter
   */
  @Nullable Object[] values(HandlerCall call) {
    Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters.get(i).value(call);
    }
    return values;
  }

  /**
   * Calls it.
   *
   * @param bean a contextual reference
   * @throws Exception what it threw
   */
  @Nullable Object invoke(Object bean, @Nullable Object[] values) throws Exception {
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

  /** Its class, name and the types of its parameters, as developers write them. */
  String signature() {
    return signature(method.getDeclaringClass(), method);
  }

  /**
   * The same for any method.
   *
   * @param type whose method it is, if by inheritance only
   */
  static String signature(Class<?> type, Method method) {
    List<String> types = new ArrayList<>();
    for (Class<?> each : method.getParameterTypes()) {
      types.add(each.getSimpleName());
    }
    return type.getName() + "." + method.getName() + "(" + String.join(", ", types) + ")";
  }
}
