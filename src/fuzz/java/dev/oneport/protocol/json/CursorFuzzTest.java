package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for cursors that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class CursorFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void cursor(FuzzedDataProvider data) {
    CodecProperties.cursor(data.consumeRemainingAsString());
  }
}
