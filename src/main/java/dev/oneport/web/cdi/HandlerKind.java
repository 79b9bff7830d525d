package dev.oneport.web.cdi;

import dev.oneport.OnAny;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnError;
import dev.oneport.OnEvent;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;

/** What a handler method handles. */
enum HandlerKind {
  CONNECT(OnConnect.class),
  ANY(OnAny.class),
  EVENT(OnEvent.class),
  DISCONNECT(OnDisconnect.class),
  ERROR(OnError.class);

  private final Class<? extends Annotation> annotation;

  HandlerKind(Class<? extends Annotation> annotation) {
    this.annotation = annotation;
  }

  /** Those a method is annotated with; none if it is no handler, several by mistake. */
  static List<HandlerKind> of(AnnotatedMethod<?> method) {
    return Stream.of(values()).filter(kind -> method.isAnnotationPresent(kind.annotation)).toList();
  }

  /** Whether its parameters take the arguments of an event. */
  boolean takesArguments() {
    return this == EVENT || this == ANY;
  }

  /** Whether what it returns is an acknowledgement. */
  boolean acknowledges() {
    return this == EVENT || this == ERROR;
  }

  /** Whether a client asked for the call, so that it may be refused. */
  boolean isRefusable() {
    return this == CONNECT || takesArguments();
  }

  /** The annotation as developers write it. */
  @Override
  public String toString() {
    return "@" + annotation.getSimpleName();
  }
}
