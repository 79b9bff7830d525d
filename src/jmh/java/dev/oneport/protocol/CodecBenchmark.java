package dev.oneport.protocol;

import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.engineio.FrameCodec;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.msgpack.MsgPackParser;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.Parser;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event with one object, from Java to the wire and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final DecoderLimits LIMITS = new DecoderLimits(10, 100, 255);

  /** What a client sends. */
  public record Order(int id, String text, double price) {}

  @Param({"default", "msgpack"})
  String format;

  private final JsonBinding json = JsonBinding.create();
  private final FrameCodec frames = EngineProtocol.V4.frames(false);
  private final Order order = new Order(42, "forty-two pieces, by Thursday", 99.5);
  private Parser parser = new DefaultParser();
  private EncodedArguments arguments = EncodedArguments.EMPTY;
  private EnginePacket message = EnginePacket.NOOP;
  private PacketDecoder decoder = parser.decoder(LIMITS);

  /** Makes what is decoded. */
  @Setup
  public void encode() {
    parser = format.equals("default") ? new DefaultParser() : new MsgPackParser();
    decoder = parser.decoder(LIMITS);
    arguments = json.encode(order);
    message = event().packets().get(0);
  }

  /** The arguments of an emit: once, whatever the recipients take. */
  @Benchmark
  public EncodedArguments arguments() {
    return json.encode(order);
  }

  /** The packet: once for all recipients that take this format. */
  @Benchmark
  public EncodedPacket event() {
    return parser.encoder().event("/", SocketIoPacket.NO_ACK, "order", arguments);
  }

  /** The packet and its WebSocket frame: once for all recipients on a WebSocket. */
  @Benchmark
  public byte[] frame() {
    return frames.frame(event().packets().get(0)).bytes();
  }

  /** A packet that came, with its event's name. */
  @Benchmark
  public Object decode() throws PacketFormatException {
    return message.isBinary()
        ? decoder.add(message.binary())
        : decoder.add(message.encodedText(), 1);
  }

  /** The same, with its argument bound to a record. */
  @Benchmark
  public Object decodeAndBind() throws PacketFormatException {
    SocketIoPacket.Event event = (SocketIoPacket.Event) decode();
    return json.bind(event.arguments(), 0, Order.class);
  }

  /** The same, with its argument as a map. */
  @Benchmark
  public Object decodeToMap() throws PacketFormatException {
    SocketIoPacket.Event event = (SocketIoPacket.Event) decode();
    return json.bind(event.arguments(), 0, Map.class);
  }
}
