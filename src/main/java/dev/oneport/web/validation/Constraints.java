package dev.oneport.web.validation;

import dev.oneport.socketio.PayloadCheck;
import java.lang.reflect.Method;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The constraints that an application has declared on its handlers and payloads. Where there is no
 * Jakarta Validation they are not checked. Any thread.
 *
 * @see <a href="https://jakarta.ee/specifications/bean-validation/3.0/">Jakarta Bean Validation
 *     3.0</a>
 */
public interface Constraints extends PayloadCheck, AutoCloseable {

  /**
   * Those that the validator of the server or of the application checks.
   *
   * @param ofServer gives the server's {@code ValidatorFactory}; null if it has none
   */
  static Constraints find(Supplier<@Nullable Object> ofServer) {
    try {
      return BeanValidation.find(ofServer);
    } catch (LinkageError withoutTheApi) {
      return NoValidation.INSTANCE;
    }
  }

  /**
   * Those on the parameters and the return value of a method.
   *
   * @param type the class of the bean whose method it is
   * @param arguments gives for the index of a parameter that of the event's argument which it
   *     takes; less than 0 for none
   * @return null if there is nothing to check
   * @throws IllegalArgumentException if they are declared wrongly; the message tells the developer
   */
  @Nullable MethodConstraints of(Class<?> type, Method method, IntUnaryOperator arguments);

  /** Releases the validator; none of its constraints may be checked any more. */
  @Override
  void close();
}
