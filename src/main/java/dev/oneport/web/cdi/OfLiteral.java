package dev.oneport.web.cdi;

import dev.oneport.Of;
import jakarta.enterprise.util.AnnotationLiteral;

/** {@code @Of}, for the container. The name does not matter when beans are resolved. */
final class OfLiteral extends AnnotationLiteral<Of> implements Of {
  private static final long serialVersionUID = 1L;

  @Override
  public String value() {
    return "/";
  }
}
