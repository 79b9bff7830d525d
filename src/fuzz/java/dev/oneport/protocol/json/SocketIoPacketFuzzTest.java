package dev.oneport.protocol.json;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for Socket.IO packets that break {@link CodecProperties}.
 *
 * <p>{@code mvn test -Pfuzz}; the fuzzer takes one target per JVM, hence the class of its own.
 */
class SocketIoPacketFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void socketIoPacket(FuzzedDataProvider data) {
    CodecProperties.socketIoPacket(data.consumeRemainingAsString());
  }
}
