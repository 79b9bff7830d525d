package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for payloads of Engine.IO 3 in text that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class PayloadV3FuzzTest {

  @FuzzTest(maxDuration = "60s")
  void payload(FuzzedDataProvider data) {
    CodecProperties.payloadV3(data.consumeRemainingAsString());
  }
}
