package dev.oneport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.RequestHead;
import dev.oneport.UserRoles;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.EngineRequest;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.RandomId;
import dev.oneport.engineio.transport.PollingTransport;
import dev.oneport.engineio.transport.WebSocketTransport;
import dev.oneport.protocol.engineio.Payload;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO client without a network: it does to the server's transports what a container does.
 */
public final class InMemoryClient {
  private final EngineServer engine;
  private final EngineSession session;

  /** Null for a client that began on a WebSocket. */
  private final @Nullable PollingTransport polling;

  /** The WebSocket it has, or tries; null before. */
  private @Nullable WebSocket webSocket;

  /** One WebSocket of the client. */
  public static final class WebSocket {
    private final RecordingFrameSink sink;
    private final WebSocketTransport transport;

    WebSocket(RecordingFrameSink sink, WebSocketTransport transport) {
      this.sink = sink;
      this.transport = transport;
    }

    /** What the server writes to. */
    public RecordingFrameSink sink() {
      return sink;
    }

    /** The server's end. */
    public WebSocketTransport transport() {
      return transport;
    }

    /** Sends a text frame. */
    public void send(String text) {
      transport.onText(text);
    }

    /** Sends a binary frame. */
    public void send(byte... bytes) {
      transport.onBinary(ByteBuffer.wrap(bytes));
    }

    /** Frames received since the last call. */
    public List<String> take() {
      return sink.take();
    }
  }

  private InMemoryClient(
      EngineServer engine, EngineSession session, @Nullable PollingTransport polling) {
    this.engine = engine;
    this.session = session;
    this.polling = polling;
  }

  /** The first request of a client. */
  public static EngineHandshake handshake() {
    return handshake(Map.of("EIO", "4"));
  }

  /** The first request of a client, with its query. */
  public static EngineHandshake handshake(Map<String, String> query) {
    return handshake(query, null);
  }

  /** The first request of a client, with its query and its user. */
  public static EngineHandshake handshake(
      Map<String, String> query, @Nullable Principal principal) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", List.of("in-memory"));
    return new EngineHandshake(
        headers,
        query,
        "192.0.2.1",
        Instant.parse("2026-01-02T03:04:05Z"),
        principal,
        false,
        "/socket.io/?EIO=4",
        UserRoles.NONE);
  }

  /** What applications see of it. */
  public static RequestHead head() {
    EngineHandshake handshake = handshake();
    return new RequestHead(
        "GET",
        handshake.url(),
        handshake.headers(),
        handshake.query(),
        handshake.address(),
        handshake.principal(),
        handshake.secure());
  }

  /** Connects over long-polling; the first GET is not sent yet. */
  public static InMemoryClient polling(EngineServer engine) {
    return polling(engine, Map.of("EIO", "4"));
  }

  /** Connects over long-polling, with a query. */
  public static InMemoryClient polling(EngineServer engine, Map<String, String> query) {
    PollingTransport transport = engine.openPolling(RandomId.secret(), handshake(query));
    return new InMemoryClient(engine, transport.session(), transport);
  }

  /** Connects over a WebSocket, and takes the {@code open} packet. */
  public static InMemoryClient webSocket(EngineServer engine) {
    return webSocket(engine, Map.of("EIO", "4"));
  }

  /** Connects over a WebSocket, with a query, and takes the {@code open} packet. */
  public static InMemoryClient webSocket(EngineServer engine, Map<String, String> query) {
    return webSocket(engine, handshake(query));
  }

  /** The same with a first request of one's own. */
  public static InMemoryClient webSocket(EngineServer engine, EngineHandshake handshake) {
    RecordingFrameSink sink = new RecordingFrameSink();
    WebSocketTransport transport = engine.openWebSocket(RandomId.secret(), handshake, sink);
    String open = sink.takeFirst();
    String sid = open.substring("0{\"sid\":\"".length(), open.indexOf("\",\"upgrades\""));
    EngineSession session =
        engine
            .decide(
                new EngineRequest(
                    "GET",
                    "websocket",
                    sid,
                    handshake.query().get("EIO"),
                    true,
                    true,
                    true,
                    handshake::principal),
                InMemoryClient::head)
            .session();
    InMemoryClient client = new InMemoryClient(engine, Objects.requireNonNull(session), null);
    client.webSocket = new WebSocket(sink, transport);
    return client;
  }

  /** The server's session. */
  public EngineSession session() {
    return session;
  }

  /** The server's polling transport. */
  public PollingTransport pollingTransport() {
    return Objects.requireNonNull(polling);
  }

  /** The WebSocket it has, or tries. */
  public WebSocket webSocket() {
    return Objects.requireNonNull(webSocket);
  }

  /** Sends a GET. */
  public RecordingPollSink get() {
    RecordingPollSink poll = new RecordingPollSink();
    pollingTransport().onPoll(poll);
    return poll;
  }

  /** Sends a GET that is answered at once, and returns the payload. */
  public String poll() {
    String answer = get().answer();
    assertThat(answer).isNotNull().startsWith("200 ");
    return Objects.requireNonNull(answer).substring(4);
  }

  /** Sends a POST. */
  public void post(String payload) {
    post(Payload.of(payload));
  }

  /** Sends a POST of bytes. */
  public void post(byte... payload) {
    post(Payload.of(ByteBuffer.wrap(payload)));
  }

  private void post(Payload payload) {
    assertThat(pollingTransport().beginData()).isTrue();
    pollingTransport().onData(payload);
    pollingTransport().endData();
  }

  /** Opens a WebSocket for the session it has over long-polling. */
  public WebSocket beginUpgrade() {
    RecordingFrameSink sink = new RecordingFrameSink();
    WebSocket next = new WebSocket(sink, engine.upgrade(session, session.handshake(), sink));
    webSocket = next;
    return next;
  }

  /** Upgrades as a client does, and takes what that takes. */
  public WebSocket upgrade() {
    WebSocket next = beginUpgrade();
    next.send("2probe");
    assertThat(next.take()).containsExactly("3probe");
    next.send("5");
    return next;
  }
}
