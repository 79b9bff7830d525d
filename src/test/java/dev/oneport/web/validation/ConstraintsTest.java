package dev.oneport.web.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.HidingClassLoader;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConstraintsTest {

  /** With and without constraints. */
  static final class Handlers {
    void constrained(@NotNull String text) {}

    void cascaded(@Valid Object payload) {}

    @NotNull
    String result() {
      return "";
    }

    @Deprecated
    void free(@SuppressWarnings("unused") String text) {}
  }

  @Test
  void withoutProviderWhoDeclaresConstraintsIsWarnedOnce() {
    try (ExpectedLog log = ExpectedLog.of(NoValidation.class.getName())) {
      for (Method method : Handlers.class.getDeclaredMethods()) {
        assertThat(NoValidation.INSTANCE.of(Handlers.class, method, index -> index)).isNull();
      }
      NoValidation.INSTANCE.check("anything", 0);

      assertThat(log.take())
          .hasSize(3)
          .allMatch(
              line ->
                  line.startsWith("WARNING not-validated: " + Handlers.class.getName() + ".")
                      && line.endsWith(
                          " declares constraints, but there is no Jakarta Validation provider: THEY"
                              + " ARE NOT CHECKED. Add one, for example hibernate-validator in"
                              + " WEB-INF/lib"));
    }
  }

  @Test
  void withoutTheApiNothingFails() throws Exception {
    Class<?> constraints =
        new HidingClassLoader("jakarta.validation.").loadClass(Constraints.class.getName());
    Supplier<Object> none = () -> "no factory";

    Object found = constraints.getMethod("find", Supplier.class).invoke(null, none);

    assertThat(found).hasToString("INSTANCE");
  }

  @Test
  void methodWithoutConstraintsCostsNothing() throws Exception {
    try (Constraints constraints = Constraints.find(() -> null)) {
      Method free = Handlers.class.getDeclaredMethod("free", String.class);

      assertThat(constraints.of(Handlers.class, free, index -> index)).isNull();
    }
  }
}
