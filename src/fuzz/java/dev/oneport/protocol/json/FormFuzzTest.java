package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for forms of clients without XMLHttpRequest that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class FormFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void form(FuzzedDataProvider data) {
    CodecProperties.form(data.consumeRemainingAsString());
  }
}
