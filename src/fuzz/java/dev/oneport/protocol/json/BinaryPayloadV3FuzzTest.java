package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for payloads of Engine.IO 3 in bytes that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class BinaryPayloadV3FuzzTest {

  @FuzzTest(maxDuration = "60s")
  void payload(FuzzedDataProvider data) {
    CodecProperties.binaryPayloadV3(data.consumeRemainingAsBytes());
  }
}
