package dev.oneport.it.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.TransportName;
import dev.oneport.it.server.Await;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who connects to one application over every transport, with the headers that say who it
 * is.
 */
public final class Visitor {
  private final URI base;
  private final Map<String, String> headers;

  /**
   * Of the application at this address, with a trailing slash.
   *
   * @param headers for example {@code Cookie} or {@code Authorization}
   */
  public Visitor(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** Of somebody who brings a token. */
  public static Visitor withToken(URI base, String token) {
    return new Visitor(base, bearer(token));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  /** A client that is connected, and, where it has to say so, listens to one room. */
  public interface Connection extends AutoCloseable {
    /** Waits for something that the server tells, and returns it. */
    String await(String part);

    /** Shows a new token, and returns what it is told then, the answer at last. */
    String renew(String token);

    /** Waits until the server has ended it. */
    void awaitEnd();

    @Override
    void close();
  }

  /** One that asks, and is answered. */
  public interface Speaker extends Connection {
    /** Emits an event without arguments, and returns what it is answered with. */
    String ask(String event);
  }

  /** Connects; fails if it is not let in. */
  public Connection connect(TransportName transport, String room) {
    return switch (transport) {
      case WEBSOCKET -> webSocket("40");
      case POLLING -> polling("40");
      case SSE -> new Stream(room);
      case LONGPOLL -> new Polls(room);
      case WS -> new Plain(room);
    };
  }

  /** A Socket.IO client over WebSocket. */
  public Speaker webSocket(String connect) {
    return new SocketIo(false, connect);
  }

  /** A Socket.IO client over long-polling. */
  public Speaker polling(String connect) {
    return new SocketIo(true, connect);
  }

  /**
   * How it is not let in.
   *
   * @return a status, where there is one, and the text that comes with it
   */
  public String refusal(TransportName transport, String room) {
    return switch (transport) {
      case WEBSOCKET -> upgrade("socket.io/?EIO=4&transport=websocket", "40");
      case POLLING -> refusedPolling();
      case SSE -> answer("text/event-stream", "events?room=" + room);
      case LONGPOLL -> answer("application/json", "events?room=" + room);
      case WS -> upgrade("ws", "{\"subscribe\":[\"" + room + "\"]}");
    };
  }

  /** How a WebSocket for a session is refused that is not this visitor's: status and text. */
  public String refusedUpgrade(String sid) {
    return upgrade("socket.io/?EIO=4&transport=websocket&sid=" + sid, "2probe");
  }

  /** What a client is told that upgrades, and then, where it may, says something. */
  private String upgrade(String path, String text) {
    try {
      RawHttp.Response head = RawHttp.upgrade(base.resolve(path), headers);
      if (head.status() != 101) {
        return head.status() + " " + head.body();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (WsClient client = WsClient.connect(WsClient.uri(base, path), headers)) {
      client.send(text);
      String answer = client.text();
      return "101 " + (answer.startsWith("0{") ? client.textAfterPings() : answer);
    }
  }

  private String refusedPolling() {
    HttpResponse<String> open = Http.send(request("socket.io/?EIO=4&transport=polling"));
    if (open.statusCode() != 200) {
      return open.statusCode() + " " + open.body();
    }
    String session =
        "socket.io/?EIO=4&transport=polling&sid="
            + Http.json(open.body().substring(1)).getString("sid");
    assertEquals(200, Http.send(request(session).POST(BodyPublishers.ofString("40"))).statusCode());
    return "200 " + Http.send(request(session)).body();
  }

  private String answer(String type, String path) {
    HttpResponse<String> answer = Http.send(request(path).header("Accept", type));
    return answer.statusCode() + " " + answer.body();
  }

  /** A request to the application as this visitor. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = Http.request(base.resolve(path));
    headers.forEach(request::header);
    return request;
  }

  private final class SocketIo implements Speaker {
    private final @Nullable WsClient webSocket;
    private final String session;

    /** What has come and was not looked at. */
    private final ArrayDeque<String> packets = new ArrayDeque<>();

    SocketIo(boolean polling, String connect) {
      if (polling) {
        HttpResponse<String> open = Http.send(request("socket.io/?EIO=4&transport=polling"));
        assertEquals(200, open.statusCode(), open.body());
        session =
            "socket.io/?EIO=4&transport=polling&sid="
                + Http.json(open.body().substring(1)).getString("sid");
        webSocket = null;
      } else {
        session = "";
        webSocket =
            WsClient.connect(WsClient.uri(base, "socket.io/?EIO=4&transport=websocket"), headers);
        webSocket.text();
      }
      send(connect);
      String answer = await("4");
      assertTrue(answer.startsWith("40{"), answer);
    }

    private void send(String packet) {
      if (webSocket != null) {
        webSocket.send(packet);
      } else {
        Http.send(request(session).POST(BodyPublishers.ofString(packet)));
      }
    }

    private String next() {
      if (webSocket != null) {
        return webSocket.textAfterPings();
      }
      while (packets.isEmpty()) {
        HttpResponse<String> answer = Http.send(request(session));
        assertEquals(200, answer.statusCode(), answer.body());
        for (String packet : answer.body().split("\u001e", -1)) {
          if (packet.equals("2")) {
            send("3");
          } else {
            packets.add(packet);
          }
        }
      }
      return packets.remove();
    }

    @Override
    public String await(String part) {
      String packet = next();
      while (!packet.contains(part)) {
        packet = next();
      }
      return packet;
    }

    @Override
    public String ask(String event) {
      send("421[\"" + event + "\"]");
      return await("431");
    }

    @Override
    public String renew(String token) {
      send("427[\"oneport:renew\",\"" + token + "\"]");
      return await("437");
    }

    @Override
    public void awaitEnd() {
      if (webSocket != null) {
        webSocket.closedThoughAlive();
      } else {
        Await.until(
            "the end of the session", () -> Http.send(request(session)).statusCode() == 400);
      }
    }

    @Override
    public void close() {
      if (webSocket == null) {
        send("1");
      } else {
        webSocket.close();
      }
    }
  }

  private final class Stream implements Connection {
    private final EventStreamClient stream;
    private final JsonObject ready;

    Stream(String room) {
      stream = EventStreamClient.open(base.resolve("events?room=" + room), headers);
      assertEquals(200, stream.head().status());
      String block = await("oneport:ready");
      ready = Http.json(String.valueOf(EventStreamClient.field(block, "data")));
    }

    @Override
    public String await(String part) {
      String block = stream.news();
      while (block != null && !block.contains(part)) {
        block = stream.news();
      }
      assertNotNull(block, "the stream has ended before " + part);
      return block;
    }

    @Override
    public String renew(String token) {
      HttpResponse<String> answer =
          Http.send(
              Http.request(base.resolve("events/renew"))
                  .header("Authorization", "Bearer " + token)
                  .POST(
                      BodyPublishers.ofString(
                          "{\"session\":\"" + ready.getString("session") + "\"}")));
      return answer.statusCode() + " " + answer.body();
    }

    @Override
    public void awaitEnd() {
      while (stream.block() != null) {
        // It may have been told something before.
      }
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  /** The next poll waits already while the application acts. */
  private final class Polls implements Connection {
    private final String room;

    /** Answered at once. */
    private final HttpResponse<String> first;

    private Map<String, String> own = headers;
    private String cursor;
    private CompletableFuture<HttpResponse<String>> next;

    Polls(String room) {
      this.room = room;
      first = Http.begin(poll("")).join();
      assertEquals(200, first.statusCode(), first.body());
      cursor = Http.json(first.body()).getString("cursor");
      next = begin();
    }

    private HttpRequest.Builder poll(String since) {
      HttpRequest.Builder request =
          Http.request(base.resolve("events?room=" + room + since))
              .header("Accept", "application/json");
      own.forEach(request::header);
      return request;
    }

    private CompletableFuture<HttpResponse<String>> begin() {
      return Http.begin(poll("&wait=20&cursor=" + cursor));
    }

    @Override
    public String await(String part) {
      return first.body().contains(part)
          ? first.body()
          : until(answer -> answer.body().contains(part)).body();
    }

    private HttpResponse<String> until(Predicate<HttpResponse<String>> wanted) {
      HttpResponse<String> answer = next.join();
      for (int i = 0; !wanted.test(answer); i++) {
        assertTrue(i < 100, answer.statusCode() + " " + answer.body());
        if (answer.statusCode() == 200) {
          cursor = Http.json(answer.body()).getString("cursor");
        }
        answer = begin().join();
      }
      next = begin();
      return answer;
    }

    /** The next poll has the new token. */
    @Override
    public String renew(String token) {
      own = new TreeMap<>(bearer(token));
      next = begin();
      HttpResponse<String> answer = Http.send(poll("&wait=0&cursor=" + cursor));
      return answer.statusCode() + " " + answer.body();
    }

    @Override
    public void awaitEnd() {
      until(answer -> answer.statusCode() == 401);
    }

    @Override
    public void close() {
      next.cancel(true);
    }
  }

  private final class Plain implements Speaker {
    private final WsClient client;

    /** What came before its room was open. */
    private final ArrayDeque<String> early = new ArrayDeque<>();

    Plain(String room) {
      client = WsClient.connect(WsClient.uri(base, "ws"), headers);
      client.send("{\"subscribe\":[\"" + room + "\"]}");
      String text = client.textAfterJsonPings();
      while (!text.contains("\"subscribed\"")) {
        early.add(text);
        text = client.textAfterJsonPings();
      }
    }

    @Override
    public String await(String part) {
      String text = next();
      while (!text.contains(part)) {
        text = next();
      }
      return text;
    }

    private String next() {
      String text = early.poll();
      return text == null ? client.textAfterJsonPings() : text;
    }

    @Override
    public String ask(String event) {
      client.send("{\"emit\":\"" + event + "\",\"id\":1}");
      return await("\"id\":1");
    }

    @Override
    public String renew(String token) {
      client.send("{\"renew\":\"" + token + "\",\"id\":7}");
      StringBuilder told = new StringBuilder();
      while (told.indexOf("\"id\":7") < 0) {
        told.append(client.textAfterJsonPings());
      }
      return told.toString();
    }

    @Override
    public void awaitEnd() {
      client.closedThoughAlive();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
