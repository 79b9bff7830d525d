package dev.oneport.protocol.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.Locale;

/**
 * Points in time as JavaScript's {@code Date.prototype.toISOString} writes them: UTC, three digits
 * of milliseconds, {@code Z}. Stateless; safe for any thread.
 */
public final class JavaScriptDates {

  private static final DateTimeFormatter FOUR_DIGIT_YEAR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private static final DateTimeFormatter SIGNED_YEAR =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 6, 10, SignStyle.ALWAYS)
          .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
          .toFormatter(Locale.ROOT);

  /** What a Date of JavaScript can be away from 1970. */
  private static final long MAX_MILLIS = 8_640_000_000_000_000L;

  private JavaScriptDates() {}

  /**
   * Appends a point in time as a JSON string; null for one that a Date of JavaScript can't be, as
   * {@code JSON.stringify} does.
   *
   * @param epochMillis milliseconds since 1970
   */
  public static void append(StringBuilder out, long epochMillis) {
    if (epochMillis < -MAX_MILLIS || epochMillis > MAX_MILLIS) {
      out.append("null");
    } else {
      out.append('"').append(format(Instant.ofEpochMilli(epochMillis))).append('"');
    }
  }

  /** Unlike {@link Date#toInstant}, does not fail for the dates of java.sql. */
  @SuppressWarnings("JavaUtilDate") // Applications still have them.
  static Instant instant(Date date) {
    return Instant.ofEpochMilli(date.getTime());
  }

  static String format(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    boolean fourDigits = utc.getYear() >= 0 && utc.getYear() <= 9999;
    return (fourDigits ? FOUR_DIGIT_YEAR : SIGNED_YEAR).format(utc);
  }
}
