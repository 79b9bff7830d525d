package dev.oneport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Not everybody acknowledged a broadcast within the time set. */
public final class BroadcastAckTimeoutException extends AckTimeoutException {
  private static final long serialVersionUID = 1L;

  private final transient List<@Nullable Object> answers;
  private final transient Map<String, @Nullable Object> answersBySocket;
  private final LinkedHashSet<String> missing;

  /**
   * With what there is.
   *
   * @param answers as {@link #answers()}
   * @param answersBySocket as {@link #answersBySocket()}
   * @param missing as {@link #missing()}
   */
  public BroadcastAckTimeoutException(
      List<? extends @Nullable Object> answers,
      Map<String, ? extends @Nullable Object> answersBySocket,
      Set<String> missing) {
    this.answers = Collections.unmodifiableList(new ArrayList<>(answers));
    this.answersBySocket = Collections.unmodifiableMap(new LinkedHashMap<>(answersBySocket));
    this.missing = new LinkedHashSet<>(missing);
  }

  /** The answers that came in time, in the order they came, bound to the type asked for. */
  public List<@Nullable Object> answers() {
    return answers;
  }

  /** The same by the id of the socket that answered; those of this server only. */
  public Map<String, @Nullable Object> answersBySocket() {
    return answersBySocket;
  }

  /** The ids of the sockets that did not answer; those of this server only. */
  public Set<String> missing() {
    return Collections.unmodifiableSet(missing);
  }
}
