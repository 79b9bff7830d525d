package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;

/**
 * Looks for JSON texts that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class JsonFuzzTest {

  private static final JsonBinding BINDING = JsonBinding.create();

  @AfterAll
  static void close() {
    BINDING.close();
  }

  @FuzzTest(maxDuration = "60s")
  void json(FuzzedDataProvider data) {
    CodecProperties.json(BINDING, data.consumeRemainingAsString());
  }
}
