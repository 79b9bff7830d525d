package dev.oneport.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has come of the body of a request, within a limit. It takes no more memory than twice what
 * has come, whatever the request says that will. For one thread at a time.
 */
public final class RequestBody {
  private static final int FIRST_BYTES = 8_192;

  /** What it will be long; negative if the request does not say. */
  private final long length;

  private final int maxBytes;

  /** Null until there is something. */
  private byte @Nullable [] bytes;

  private int count;

  /** How far it is. */
  public enum Progress {
    /** Something is missing, or may be. */
    MORE,
    /** It is there. */
    WHOLE,
    /** It is longer than it may be. */
    TOO_LARGE
  }

  /**
   * Nothing yet.
   *
   * @param length as the request says; negative if it does not
   * @param maxBytes that it may be long
   */
  public RequestBody(long length, int maxBytes) {
    this.length = length;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes what is there without waiting. What the request does not say the length of is never known
   * to be whole.
   *
   * @param input of the request, in blocking mode
   */
  public Progress takeArrived(InputStream input) throws IOException {
    if (length > maxBytes) {
      return Progress.TOO_LARGE;
    }
    // Some containers say 1 where there is more.
    while (length > count && input.available() > 0) {
      if (!takeOnce(input)) {
        throw new EOFException("the body is shorter than it says");
      }
    }
    return length == count ? Progress.WHOLE : Progress.MORE;
  }

  /**
   * Takes all of it, and waits for what is not there yet.
   *
   * @param input of the request, in blocking mode
   */
  public Progress takeAll(InputStream input) throws IOException {
    boolean more = length <= maxBytes;
    while (more && count <= maxBytes && count != length) {
      more = takeOnce(input);
    }
    if (length > maxBytes || count > maxBytes) {
      return Progress.TOO_LARGE;
    }
    if (!isWholeAtTheEnd()) {
      throw new EOFException("the body is shorter than it says");
    }
    return Progress.WHOLE;
  }

  /**
   * Takes a piece; to be called where reading does not block.
   *
   * @return how far it is now; {@code MORE} at the end of a body that does not say its length
   */
  public Progress takePiece(InputStream input) throws IOException {
    takeOnce(input);
    if (count > maxBytes) {
      return Progress.TOO_LARGE;
    }
    return length == count ? Progress.WHOLE : Progress.MORE;
  }

  /** Whether nothing is missing, now that nothing more will come. */
  public boolean isWholeAtTheEnd() {
    return length < 0 || length == count;
  }

  /** What has come. */
  public byte[] bytes() {
    byte[] all = bytes;
    if (all == null) {
      return new byte[0];
    }
    return all.length == count ? all : Arrays.copyOf(all, count);
  }

  /** Reads once; false at the end. */
  private boolean takeOnce(InputStream input) throws IOException {
    byte[] room = room();
    int read = input.read(room, count, room.length - count);
    count += Math.max(read, 0);
    return read >= 0;
  }

  private byte[] room() {
    // One byte more, where that would be too much.
    long most = length < 0 ? maxBytes + 1L : length;
    byte[] all = bytes;
    if (all == null) {
      all = new byte[(int) Math.min(most, FIRST_BYTES)];
    } else if (all.length == count) {
      all = Arrays.copyOf(all, (int) Math.min(most, 2L * count));
    }
    bytes = all;
    return all;
  }
}
