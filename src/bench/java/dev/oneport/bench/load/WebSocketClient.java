package dev.oneport.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A client of a WebSocket: of Socket.IO, or a plain one of Oneport. The loop's thread alone. */
abstract class WebSocketClient extends Connection implements Client {
  private static final int OPCODE_TEXT = 0x1;
  private static final int OPCODE_CLOSE = 0x8;
  private static final int OPCODE_PING = 0x9;
  private static final int OPCODE_PONG = 0xA;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int OPCODE = 0x0F;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int SHORT_HEAD = 2;
  private static final int MIDDLE_HEAD = 4;
  private static final int LONG_HEAD = 10;
  private static final int MAX_16 = 0xFFFF;
  private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

  private final Site site;
  private final String path;
  private final int receiveBufferBytes;
  private boolean upgraded;

  /** Told what happens. */
  final Listener listener;

  WebSocketClient(Site site, String path, int receiveBufferBytes, Listener listener) {
    this.site = site;
    this.path = path;
    this.receiveBufferBytes = receiveBufferBytes;
    this.listener = listener;
  }

  /** A whole text message, between two indices. */
  abstract void onText(ByteBuffer in, int from, int to);

  /** The handshake is over. */
  abstract void onOpen();

  @Override
  public void open() {
    site.loop().connect(site.address(), this, receiveBufferBytes);
  }

  @Override
  final void onConnected() {
    InetSocketAddress address = site.address();
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + address.getHostString()
            + ":"
            + address.getPort()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    write(request.getBytes(US_ASCII));
  }

  @Override
  final void onBytes(ByteBuffer in) {
    if (!upgraded) {
      int end = Http.endOfHead(in);
      if (end < 0) {
        return;
      }
      Http.expect(in, "HTTP/1.1 101");
      upgraded = true;
      in.position(end);
      onOpen();
    }
    while (isOpen() && frame(in)) {
      // The next one.
    }
  }

  private boolean frame(ByteBuffer in) {
    int at = in.position();
    int limit = in.limit();
    if (limit - at < SHORT_HEAD) {
      return false;
    }
    int length = in.get(at + 1) & LENGTH;
    int head = SHORT_HEAD;
    if (length == LENGTH_16) {
      head = MIDDLE_HEAD;
      length = limit - at < head ? 0 : in.getShort(at + SHORT_HEAD) & MAX_16;
    } else if (length == LENGTH_64) {
      head = LONG_HEAD;
      length = limit - at < head ? 0 : (int) in.getLong(at + SHORT_HEAD);
    }
    if (limit - at < head + length) {
      return false;
    }
    int first = in.get(at);
    if ((first & FIN) == 0) {
      throw new IllegalStateException("a message in fragments is not expected");
    }
    int from = at + head;
    in.position(from + length);
    switch (first & OPCODE) {
      case OPCODE_TEXT -> onText(in, from, from + length);
      case OPCODE_PING -> writeFrame(OPCODE_PONG, new byte[0]);
      case OPCODE_CLOSE -> {
        super.close();
        onEnd();
      }
      default -> throw new IllegalStateException("an opcode that is not expected: " + first);
    }
    return true;
  }

  final void text(String text) {
    writeFrame(OPCODE_TEXT, text.getBytes(UTF_8));
  }

  private void writeFrame(int opcode, byte[] payload) {
    int head = payload.length < LENGTH_16 ? SHORT_HEAD : MIDDLE_HEAD;
    ByteBuffer frame = ByteBuffer.allocate(head + MASK.length + payload.length);
    frame.put((byte) (FIN | opcode));
    if (head == SHORT_HEAD) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
    }
    write(frame.array());
  }

  @Override
  final void onEnd() {
    listener.onEnd(this);
  }
}
