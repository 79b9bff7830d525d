package dev.oneport.subscribe.schedule;

import dev.oneport.adapter.PlainText;
import dev.oneport.engineio.SendCallback;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.Link;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one subscriber that carries bytes when it is told to, and ends anywhere between
 * two of them.
 */
final class Wire implements Link {
  private final Random random;
  private final String textEnd;
  private final Consumer<String> reader;

  /** What the server wrote; of that, what arrived; of that, what the client has read. */
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private int arrived;
  private int read;

  /** Told when nothing is on its way any more. */
  private @Nullable SendCallback done;

  private @Nullable End end;

  /** Nothing comes through, and neither end is told. */
  private boolean dead;

  /**
   * An open connection.
   *
   * @param seed decides how much of what is on its way arrives
   * @param textEnd ends each text; one character, twice if the texts have it in them
   * @param reader is handed each text, without its end, when the end has come
   */
  Wire(long seed, String textEnd, Consumer<String> reader) {
    random = new Random(seed);
    this.textEnd = textEnd;
    this.reader = reader;
  }

  @Override
  public void send(List<PlainText> batch, SendCallback callback) {
    for (PlainText text : batch) {
      written.writeBytes(text.text().getBytes(StandardCharsets.UTF_8));
      if (!text.text().endsWith(textEnd)) {
        written.writeBytes(textEnd.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (!dead && random.nextInt(3) > 0) {
      // Into the buffers of the operating system.
      callback.done(null);
    } else {
      done = callback;
    }
  }

  @Override
  public void close(End why) {
    end = end == null ? why : end;
  }

  /** Why the server closed it; null if it did not. */
  @Nullable End end() {
    return end;
  }

  /** From now on nothing comes through. */
  void cut() {
    dead = true;
  }

  /** Whether all that the server wrote has arrived. */
  boolean isIdle() {
    return arrived == written.size() && done == null;
  }

  /** Some of what is on its way arrives. */
  void carrySome() {
    carry(random.nextInt(written.size() - arrived + 1));
  }

  /** All that is on its way arrives, and what is sent thereupon. */
  void carryAll() {
    while (!dead && (arrived < written.size() || done != null)) {
      carry(written.size() - arrived);
    }
  }

  private void carry(int bytes) {
    byte[] all = written.toByteArray();
    for (int last = arrived + bytes; arrived < last && !dead; ) {
      arrived++;
      if (endsText(all)) {
        int length = arrived - read - textEnd.length();
        String text = new String(all, read, length, StandardCharsets.UTF_8);
        read = arrived;
        reader.accept(text);
      }
    }
    SendCallback waiting = done;
    if (!dead && waiting != null && arrived == written.size()) {
      done = null;
      waiting.done(null);
    }
  }

  private boolean endsText(byte[] all) {
    for (int i = 1; i <= textEnd.length(); i++) {
      if (arrived - i < read || all[arrived - i] != textEnd.charAt(textEnd.length() - i)) {
        return false;
      }
    }
    return true;
  }
}
