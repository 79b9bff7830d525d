package dev.oneport.protocol.socketio;

import dev.oneport.protocol.json.JsonScanner;

/**
 * What a client may ask a decoder to hold.
 *
 * @param maxAttachments attachments of one packet, 0 or more
 * @param maxDepth nesting of the payload; the argument array itself is level 1
 * @param maxEventNameLength UTF-16 units, 1 or more
 */
public record DecoderLimits(int maxAttachments, int maxDepth, int maxEventNameLength) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value and its range
   */
  public DecoderLimits {
    require("maxAttachments", maxAttachments, 0, Integer.MAX_VALUE);
    require("maxDepth", maxDepth, 1, JsonScanner.MAX_DEPTH);
    require("maxEventNameLength", maxEventNameLength, 1, Integer.MAX_VALUE);
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + "=" + value + ": must be " + min + ".." + max);
    }
  }
}
