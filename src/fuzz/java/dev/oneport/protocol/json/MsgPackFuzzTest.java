package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for packets in MessagePack that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class MsgPackFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void msgPack(FuzzedDataProvider data) {
    CodecProperties.msgPack(data.consumeRemainingAsBytes());
  }
}
