package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for Engine.IO 3 packets that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class EnginePacketV3FuzzTest {

  @FuzzTest(maxDuration = "60s")
  void packet(FuzzedDataProvider data) {
    CodecProperties.enginePacketV3(data.consumeRemainingAsString());
  }
}
