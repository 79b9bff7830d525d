package dev.oneport.adminui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.ConnectRefused;
import dev.oneport.Middleware;
import dev.oneport.Socket;
import dev.oneport.concurrent.Clock;
import dev.oneport.config.AdminUiMode;
import dev.oneport.config.ApiGrant;
import dev.oneport.publish.Credentials;
import dev.oneport.publish.PublishAuthority;
import dev.oneport.publish.Publisher;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has an API key that may read. The page keeps the id of a session in place of the key:
 * for a day, or until the server stops. Any thread.
 */
final class AdminDoor implements Middleware {
  /** The page knows these very words. */
  private static final String REFUSED = "invalid credentials";

  private static final String KEY = "key:";
  private static final long LIFETIME_NANOS = TimeUnit.DAYS.toNanos(1);
  static final int MAX_SESSIONS = 1_000;
  private static final int ID_BYTES = 16;

  /** Under which a socket's data have its guest. */
  static final String GUEST = AdminDoor.class.getName();

  private final PublishAuthority authority;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Object lock = new Object();

  /** By their ids, the oldest first. */
  @GuardedBy("lock")
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  private record Session(Publisher publisher, long sinceNanos) {}

  /**
   * Who came in.
   *
   * @param newSession the id that the page is to keep; null if it has one
   */
  record Guest(Publisher publisher, @Nullable String newSession) {
    /** What the page offers, by the names it knows. */
    List<String> features(AdminUiMode mode) {
      List<String> features = new ArrayList<>();
      if (mayEmit()) {
        features.add("EMIT");
      }
      if (mayManage()) {
        features.addAll(List.of("JOIN", "LEAVE", "DISCONNECT", "MJOIN", "MLEAVE", "MDISCONNECT"));
      }
      features.add("AGGREGATED_EVENTS");
      if (mode == AdminUiMode.DEVELOPMENT) {
        features.add("ALL_EVENTS");
      }
      return features;
    }

    boolean mayEmit() {
      return publisher.rights().hasEverywhere(ApiGrant.PUBLISH);
    }

    boolean mayManage() {
      return publisher.rights().hasEverywhere(ApiGrant.MANAGE);
    }

    boolean mayInspect() {
      return publisher.rights().hasEverywhere(ApiGrant.INSPECT);
    }
  }

  AdminDoor(PublishAuthority authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  @Override
  public void handle(Socket socket, Next next) {
    JsonObject auth = socket.handshake().auth();
    Guest guest = known(text(auth, "sessionId"));
    if (guest == null) {
      guest = newcomer(text(auth, "username"), text(auth, "password"));
    }
    if (guest == null) {
      next.refuse(new ConnectRefused(REFUSED));
    } else {
      socket.data().put(GUEST, guest);
      next.proceed();
    }
  }

  /** Who has been let in. */
  Guest guest(Socket socket) {
    if (socket.data().get(GUEST) instanceof Guest guest) {
      return guest;
    }
    throw new IllegalStateException("a socket that came around the door");
  }

  private static @Nullable String text(JsonObject auth, String name) {
    JsonValue value = auth.get(name);
    return value instanceof JsonString string ? string.getString() : null;
  }

  private @Nullable Guest known(@Nullable String id) {
    synchronized (lock) {
      prune();
      Session session = id == null ? null : sessions.get(id);
      return session == null ? null : new Guest(session.publisher(), null);
    }
  }

  private @Nullable Guest newcomer(@Nullable String name, @Nullable String key) {
    if (name == null || key == null) {
      return null;
    }
    Publisher publisher = authority.identify(new Credentials(key, null, role -> false));
    if (publisher == null
        || !publisher.name().equals(KEY + name)
        || !publisher.rights().hasEverywhere(ApiGrant.READ)) {
      return null;
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String text = HexFormat.of().formatHex(id);
    synchronized (lock) {
      sessions.put(text, new Session(publisher, clock.nanoTime()));
      prune();
    }
    return new Guest(publisher, text);
  }

  @GuardedBy("lock")
  private void prune() {
    long now = clock.nanoTime();
    Iterator<Session> oldestFirst = sessions.values().iterator();
    while (oldestFirst.hasNext()
        && (now - oldestFirst.next().sinceNanos() > LIFETIME_NANOS
            || sessions.size() > MAX_SESSIONS)) {
      oldestFirst.remove();
    }
  }
}
