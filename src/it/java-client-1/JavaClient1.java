import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * What version 1 of the official Java client, which speaks Engine.IO 3, is promised. It shares
 * class names with version 2, so it runs in a JVM of its own, and prints one JSON object for each
 * check as {@code harness.cjs} does:
 *
 * <pre>java -cp 'target/java-client-1/*' JavaClient1.java (base address) (transports)</pre>
 */
public final class JavaClient1 {
  private static final int DEADLINE_SECONDS = 30;

  private final URI base;
  private final String[] transports;
  private final List<Client> clients = new ArrayList<>();

  private interface Check {
    void run() throws Exception;
  }

  private JavaClient1(URI base, String[] transports) {
    this.base = base;
    this.transports = transports;
  }

  public static void main(String[] args) throws Exception {
    int failures = new JavaClient1(URI.create(args[0]), args[1].split(",")).run();
    System.exit(failures == 0 ? 0 : 1);
  }

  private int run() throws Exception {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("connects, and knows its id", this::connects);
    checks.put("echoes JSON and unicode", this::echoesJson);
    checks.put("echoes binary, also nested", this::echoesBinary);
    checks.put("acknowledgements go both ways", this::acknowledges);
    checks.put("rooms reach members only", this::rooms);
    checks.put("is refused with a message", this::isRefused);
    checks.put("several namespaces share one connection", this::sharesConnection);
    checks.put("the server disconnects", this::isDisconnected);
    checks.put("comes back after the connection broke", this::comesBack);
    checks.put("many messages arrive in order", this::keepsOrder);
    System.out.println(new JSONObject().put("checks", checks.size()));
    int failures = 0;
    for (Map.Entry<String, Check> each : checks.entrySet()) {
      JSONObject result = new JSONObject().put("check", each.getKey()).put("ok", true);
      try {
        each.getValue().run();
      } catch (Exception | AssertionError e) {
        failures++;
        String where = Arrays.toString(e.getStackTrace());
        result.put("ok", false).put("error", e + " " + where);
      } finally {
        clients.forEach(client -> client.socket.disconnect());
        clients.clear();
      }
      System.out.println(result);
    }
    return failures;
  }

  private void connects() throws Exception {
    Client client = connected("/chat", "token=t-1");
    JSONObject seen = (JSONObject) client.ask("whoami");
    same(client.socket.id(), seen.getString("id"));
    same("t-1", seen.getJSONObject("auth").getString("token"));
    same("3", seen.getJSONObject("query").getString("EIO"));
    String last = transports[transports.length - 1];
    for (int i = 0; i < 300 && !last.equals(seen.getString("transport")); i++) {
      Thread.sleep(20);
      seen = (JSONObject) client.ask("whoami");
    }
    same(last, seen.getString("transport"));
  }

  private void echoesJson() throws Exception {
    Client client = connected("/chat", "");
    JSONObject nested = new JSONObject("{\"a\":[null,{\"ключ\":\"žluťoučký 🎉\"}]}");
    Object[] back = client.echo(true, 42, 1.5, "日本語 \u2028 \u0001 6:4x", nested, new JSONArray());
    same(true, back[0]);
    same(42, back[1]);
    same(1.5, ((Number) back[2]).doubleValue());
    same("日本語 \u2028 \u0001 6:4x", back[3]);
    same(nested.toString(), back[4].toString());
    same("[]", back[5].toString());
  }

  private void echoesBinary() throws Exception {
    Client client = connected("/chat", "");
    byte[] large = new byte[500_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >> 8) * 17);
    }
    same(true, Arrays.equals(large, (byte[]) client.echo((Object) large)[0]));
    JSONObject nested = new JSONObject().put("name", "one").put("data", new byte[] {4, 0, -1});
    JSONObject back = (JSONObject) client.echo(nested)[0];
    same("one", back.getString("name"));
    same(true, Arrays.equals(new byte[] {4, 0, -1}, (byte[]) back.get("data")));
  }

  private void acknowledges() throws Exception {
    Client client = connected("/chat", "");
    same(42, client.ask("sum", new JSONObject().put("a", 20).put("b", 22)));
    byte[] reversed = (byte[]) client.ask("reverse", (Object) new byte[] {1, 2, 3});
    same("[3, 2, 1]", Arrays.toString(reversed));
    client.socket.on(
        "question", args -> ((Ack) args[args.length - 1]).call(((Number) args[0]).intValue() * 7));
    JSONObject patience = new JSONObject().put("timeoutMillis", 20_000);
    same(42, ((JSONObject) client.ask("ask", patience)).getInt("answer"));
  }

  private void rooms() throws Exception {
    Client sender = connected("/chat", "");
    Client member = connected("/chat", "");
    Client other = connected("/chat", "");
    String room = "j1-" + System.nanoTime();
    member.ask("join", room);
    BlockingQueue<Object[]> heard = member.queue("said");
    BlockingQueue<Object[]> notHeard = other.queue("said");
    BlockingQueue<Object[]> fence = other.queue("shouted");
    same("ok", sender.ask("say", new JSONObject().put("room", room).put("text", "hi")));
    same("hi", take("said", heard)[0]);
    sender.socket.emit("shout", room);
    while (!room.equals(take("shouted", fence)[0])) {
      // Somebody else's.
    }
    same(0, notHeard.size());
  }

  private void isRefused() throws Exception {
    // It takes errors that are objects, as of unknown namespaces, for no packets.
    Client refused = open("/guarded", "token=unknown");
    same("not authorised", take("error", refused.errors)[0]);
    Client allowed = connected("/guarded", "token=letmein");
    same("in", allowed.echo("in")[0]);
  }

  private void sharesConnection() throws Exception {
    Client chat = connected("/chat", "");
    IO.Options options = new IO.Options();
    options.query = "token=letmein";
    Client guarded = new Client(chat.socket.io().socket("/guarded", options));
    guarded.socket.connect();
    take("connect", guarded.connects);
    same("in", guarded.echo("in")[0]);
    guarded.socket.disconnect();
    same("still here", chat.echo("still here")[0]);
  }

  private void isDisconnected() throws Exception {
    Client client = connected("/chat", "");
    BlockingQueue<Object[]> gone = client.queue("disconnect");
    client.socket.emit("kick");
    same("io server disconnect", take("disconnect", gone)[0]);
  }

  private void comesBack() throws Exception {
    IO.Options options = options("");
    options.reconnection = true;
    options.reconnectionDelay = 10;
    Client client = new Client(IO.socket(base.resolve("/chat"), options));
    clients.add(client);
    client.socket.connect();
    take("connect", client.connects);
    String id = client.socket.id();
    client.breakConnection();
    take("connect", client.connects);
    same(false, id.equals(client.socket.id()));
    same("back", client.echo("back")[0]);
  }

  private void keepsOrder() throws Exception {
    Client client = open("/chat", "");
    BlockingQueue<Object[]> counted = client.queue("counted");
    client.socket.emit("count", 50);
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      expected.add(i);
      client.socket.emit("collect", i);
      Thread.sleep(2);
    }
    List<Object> seen = new ArrayList<>();
    while (seen.size() < expected.size()) {
      seen.add(take("counted", counted)[0]);
    }
    same(expected, seen);
    same(new JSONArray(expected).toString(), client.ask("collected").toString());
  }

  private IO.Options options(String query) {
    IO.Options options = new IO.Options();
    options.forceNew = true;
    options.reconnection = false;
    options.path = base.getPath() + "socket.io/";
    options.transports = transports;
    if (!query.isEmpty()) {
      options.query = query;
    }
    return options;
  }

  private Client open(String namespace, String query) {
    Client client = new Client(IO.socket(base.resolve(namespace), options(query)));
    clients.add(client);
    client.socket.connect();
    return client;
  }

  private Client connected(String namespace, String query) throws Exception {
    Client client = open(namespace, query);
    take("connect", client.connects);
    return client;
  }

  private static Object[] take(String event, BlockingQueue<Object[]> queue) throws Exception {
    Object[] args = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (args == null) {
      throw new AssertionError("no " + event + " within " + DEADLINE_SECONDS + " s");
    }
    return args;
  }

  private static void same(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }

  /** One socket with its events in queues. */
  private static final class Client {
    private final Socket socket;
    private final BlockingQueue<Object[]> connects;
    private final BlockingQueue<Object[]> errors;

    Client(Socket socket) {
      this.socket = socket;
      connects = queue("connect");
      errors = queue("error");
    }

    BlockingQueue<Object[]> queue(String event) {
      BlockingQueue<Object[]> queue = new LinkedBlockingQueue<>();
      socket.on(event, queue::add);
      return queue;
    }

    Object[] echo(Object... args) throws Exception {
      BlockingQueue<Object[]> back = queue("echo");
      socket.emit("echo", args);
      return take("echo", back);
    }

    Object ask(String event, Object... args) throws Exception {
      CompletableFuture<Object> answer = new CompletableFuture<>();
      socket.emit(event, args, acks -> answer.complete(acks[0]));
      return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    void breakConnection() throws Exception {
      java.lang.reflect.Field engine = socket.io().getClass().getDeclaredField("engine");
      engine.setAccessible(true);
      ((io.socket.engineio.client.Socket) engine.get(socket.io())).close();
    }
  }
}
