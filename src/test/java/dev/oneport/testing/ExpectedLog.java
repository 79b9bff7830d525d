package dev.oneport.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what one class logs, instead of printing it, as {@code WARNING message}. Close it. */
public final class ExpectedLog extends Handler implements AutoCloseable {
  private static final SimpleFormatter FORMATTER = new SimpleFormatter();

  private final Logger logger;
  private final List<String> records = new ArrayList<>();

  private ExpectedLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * Begins to keep.
   *
   * @param logger the class's name
   */
  public static ExpectedLog of(String logger) {
    ExpectedLog log = new ExpectedLog(Logger.getLogger(logger));
    log.logger.setUseParentHandlers(false);
    log.logger.addHandler(log);
    return log;
  }

  /** What was logged since the last call. */
  public synchronized List<String> take() {
    List<String> all = List.copyOf(records);
    records.clear();
    return all;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.INFO.intValue()) {
      records.add(record.getLevel() + " " + FORMATTER.formatMessage(record));
    }
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
