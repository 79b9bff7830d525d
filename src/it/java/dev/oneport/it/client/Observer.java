package dev.oneport.it.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;

/** A socket of the official JavaScript client that lives as long as the test wants. */
public final class Observer implements AutoCloseable {

  private final NodeScript script;

  private Observer(NodeScript script) {
    this.script = script;
  }

  /**
   * Begins to connect.
   *
   * @param setting polling, websocket or upgrade
   */
  public static Observer open(URI base, String setting, String namespace) {
    return new Observer(NodeScript.start("observe.cjs", base.toString(), setting, namespace));
  }

  /** Waits until it connects, or connects again. */
  public JsonObject connected() {
    return await("connect");
  }

  /** Waits until a connection is open, and says over which transport. */
  public String opened() {
    return await("open").getString("transport");
  }

  /** Waits for the upgrade, and says to which transport. */
  public String upgraded() {
    return await("upgrade").getString("transport");
  }

  /** Waits until it is disconnected, and says why. */
  public String disconnected() {
    return await("disconnect").getString("reason");
  }

  private JsonObject await(String what) {
    return script.await(what, line -> line.getString("what").equals(what));
  }

  /** Waits for an event and returns its arguments. */
  public JsonArray event(String name) {
    JsonObject line =
        script.await(
            "event " + name,
            each -> each.getString("what").equals("event") && each.getString("name").equals(name));
    return line.getJsonArray("args");
  }

  /** Emits an event and returns what the acknowledgement carries. */
  public JsonObject ask(String event, String... arguments) {
    JsonArrayBuilder words = Json.createArrayBuilder().add(event);
    for (String argument : arguments) {
      words.add(argument);
    }
    script.tell(Json.createObjectBuilder().add("ask", words).build());
    return script.await(
        "acknowledgement of " + event,
        line -> line.getString("what").equals("ack") && line.getString("of").equals(event));
  }

  @Override
  public void close() {
    script.close();
  }
}
