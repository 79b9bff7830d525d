package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.PacketEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private static final PacketEncoder ENCODER = new DefaultParser().encoder();

  private final JsonBinding json = JsonBinding.create();

  @AfterEach
  void close() {
    json.close();
  }

  @Test
  void isEncodedOnceForAllSocketIoClients() {
    Broadcast broadcast = new Broadcast("/chat", "said", json.encode("hi", 2), Selection.of("r"));

    assertThat(broadcast.socketIo(ENCODER).packets())
        .containsExactly(EnginePacket.message("2/chat,[\"said\",\"hi\",2]"));
    assertThat(broadcast.socketIo(ENCODER)).isSameAs(broadcast.socketIo(ENCODER));
  }

  @Test
  void isEncodedOnceForAllPlainClients() {
    Broadcast broadcast = new Broadcast("/", "sa\"id", json.encode("hü", 2), Selection.of("r"));

    PlainText text = broadcast.as(new Named("x"));
    assertThat(text.text()).isEqualTo("x:sa\"id [\"hü\",2]");
    assertThat(text.byteLength()).isEqualTo(17);
    assertThat(text).isSameAs(broadcast.as(new Named("x")));
    assertThat(text.frame()).isSameAs(text.frame());
    assertThat(broadcast.as(new Named("y")).text()).isEqualTo("y:sa\"id [\"hü\",2]");
  }

  /** Equal formats are one. */
  private record Named(String name) implements WireFormat {
    @Override
    public String encode(Broadcast broadcast) {
      return name + ":" + broadcast.event() + " [" + broadcast.arguments().toPlainJson() + "]";
    }
  }

  @Test
  void withoutArgumentsHasEmptyData() {
    Broadcast broadcast = new Broadcast("/", "tick", json.encode(), Selection.of("r"));

    assertThat(broadcast.as(new Named("x")).text()).isEqualTo("x:tick []");
    assertThat(broadcast.socketIo(ENCODER).packets())
        .containsExactly(EnginePacket.message("2[\"tick\"]"));
  }

  @Test
  void carriesAttachmentsAsPacketsOfTheirOwn() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2});
    Broadcast broadcast =
        new Broadcast("/", "file", json.encode((Object) bytes), Selection.EVERYBODY);

    assertThat(broadcast.socketIo(ENCODER).packets())
        .isEqualTo(
            List.of(
                EnginePacket.message("51-[\"file\",{\"_placeholder\":true,\"num\":0}]"),
                EnginePacket.message(bytes)));
  }
}
