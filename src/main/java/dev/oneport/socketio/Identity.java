package dev.oneport.socketio;

import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.RecoverableSession;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who a socket is: somebody new, or one who came back.
 *
 * @param session null if it can't come back
 * @param recovered whether it came back; then its session was claimed
 * @param received up to where one who came back has received events; null if it has received none
 */
record Identity(
    String id,
    ConcurrentMap<String, Object> data,
    @Nullable RecoverableSession session,
    boolean recovered,
    @Nullable Cursor received) {

  /** Somebody new who can't come back. */
  static Identity unrecoverable(String id) {
    return new Identity(id, new ConcurrentHashMap<>(), null, false, null);
  }

  /** Somebody new who can come back. */
  static Identity recoverable(RecoverableSession session) {
    return new Identity(session.id(), session.data(), session, false, null);
  }

  /** One who came back. */
  static Identity recovered(RecoverableSession session, @Nullable Cursor received) {
    return new Identity(session.id(), session.data(), session, true, received);
  }
}
