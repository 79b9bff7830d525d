package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;

/**
 * Looks for received arguments that, bound to Java types, break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class BindingFuzzTest {

  private static final JsonBinding BINDING = JsonBinding.create();

  @AfterAll
  static void close() {
    BINDING.close();
  }

  @FuzzTest(maxDuration = "60s")
  void bind(FuzzedDataProvider data) {
    CodecProperties.bind(BINDING, data.consumeRemainingAsString());
  }
}
