package dev.oneport.web.cdi;

import static dev.oneport.web.cdi.HandlerKind.ANY;
import static dev.oneport.web.cdi.HandlerKind.DISCONNECT;
import static dev.oneport.web.cdi.HandlerKind.ERROR;
import static dev.oneport.web.cdi.HandlerKind.EVENT;

import dev.oneport.Ack;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.EventName;
import dev.oneport.Handshake;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out where the parameters of one handler method come from, and what is wrong with them. */
final class HandlerParameters {
  private static final Set<HandlerKind> ALL = EnumSet.allOf(HandlerKind.class);
  private static final Set<HandlerKind> OF_EVENTS = EnumSet.of(EVENT, ANY, ERROR);

  /** The parameters known by their type. */
  private static final Map<Class<?>, Provided> PROVIDED =
      Map.of(
          Socket.class, new Provided(ALL, HandlerCall::socket),
          Namespace.class, new Provided(ALL, call -> call.socket().namespace()),
          Handshake.class, new Provided(ALL, call -> call.socket().handshake()),
          Principal.class, new Provided(ALL, call -> call.socket().handshake().principal()),
          Ack.class, new Provided(OF_EVENTS, HandlerCall::ack),
          EventArguments.class, new Provided(OF_EVENTS, HandlerCall::arguments),
          DisconnectReason.class, new Provided(EnumSet.of(DISCONNECT), HandlerCall::reason));

  private final HandlerKind kind;
  private final Method method;
  private final GenericTypes generics;
  private final List<String> problems;
  private final List<HandlerParameter> parameters = new ArrayList<>();

  /** Index of the next argument of the event. */
  private int arguments;

  private @Nullable Class<? extends Throwable> failure;

  /** A parameter that Oneport knows, and which kinds of handlers may have it. */
  private record Provided(Set<HandlerKind> kinds, HandlerParameter parameter) {}

  /**
   * Of one method.
   *
   * @param problems takes what is wrong, each a sentence for the developer
   */
  HandlerParameters(
      HandlerKind kind, AnnotatedMethod<?> method, GenericTypes generics, List<String> problems) {
    this.kind = kind;
    this.method = method.getJavaMember();
    this.generics = generics;
    this.problems = problems;
    for (AnnotatedParameter<?> parameter : method.getParameters()) {
      add(parameter);
    }
    if (kind == ERROR && failure == null) {
      problems.add("needs a parameter for the exception");
    }
  }

  /** In their order; not of use if there are problems. */
  List<HandlerParameter> list() {
    return List.copyOf(parameters);
  }

  /** The type of exception that a method for errors takes. */
  Class<? extends Throwable> failure() {
    return failure == null ? Throwable.class : failure;
  }

  private void add(AnnotatedParameter<?> parameter) {
    Class<?> raw = method.getParameterTypes()[parameter.getPosition()];
    Provided provided = PROVIDED.get(raw);
    if (parameter.isAnnotationPresent(EventName.class)) {
      addEventName(raw);
    } else if (provided != null) {
      require(provided.kinds().contains(kind), raw);
      parameters.add(provided.parameter());
    } else if (kind == ERROR && Throwable.class.isAssignableFrom(raw)) {
      addFailure(raw.asSubclass(Throwable.class));
    } else if (kind.takesArguments()) {
      addArgument(parameter, raw);
    } else {
      require(false, raw);
    }
  }

  private void addEventName(Class<?> raw) {
    if (raw != String.class) {
      problems.add("@EventName belongs to a String, not to a " + raw.getSimpleName());
    } else if (!OF_EVENTS.contains(kind)) {
      problems.add("a method with " + kind + " is called for no event, so it has no @EventName");
    }
    parameters.add(HandlerCall::event);
  }

  private void addFailure(Class<? extends Throwable> type) {
    if (failure != null) {
      problems.add("takes two exceptions: there is only one at a time");
    }
    failure = type;
    parameters.add(HandlerCall::failure);
  }

  private void addArgument(AnnotatedParameter<?> parameter, Class<?> raw) {
    // The container's own type does not know what a subclass has made of a type variable.
    Type type = generics.resolve(method.getGenericParameterTypes()[parameter.getPosition()]);
    boolean rest = method.isVarArgs() && parameter.getPosition() == method.getParameterCount() - 1;
    if (rest && raw == byte[].class) {
      problems.add("byte... may mean one argument or many: write byte[] or byte[]...");
    }
    String problem = PayloadTypes.problem(type);
    if (problem != null) {
      problems.add(type.getTypeName() + " " + problem);
    }
    parameters.add(
        rest
            ? new HandlerParameter.Rest(
                arguments, raw.getComponentType(), PayloadTypes.component(type, raw))
            : new HandlerParameter.Payload(arguments, type, isRequired(parameter, raw)));
    arguments++;
  }

  /**
   * Whoever writes a handler for a record counts on it; what a client leaves out must not become an
   * exception of the application. Where the developer speaks of null, that holds.
   */
  private static boolean isRequired(AnnotatedParameter<?> parameter, Class<?> raw) {
    return raw.isRecord()
        && Stream.concat(
                parameter.getAnnotations().stream(),
                Stream.of(parameter.getJavaParameter().getAnnotatedType().getAnnotations()))
            .map(annotation -> annotation.annotationType().getSimpleName())
            .noneMatch(name -> name.equals("Nullable") || name.equals("NotNull"));
  }

  private void require(boolean allowed, Class<?> raw) {
    if (!allowed) {
      problems.add("a method with %s can't take a %s".formatted(kind, raw.getSimpleName()));
    }
  }
}
