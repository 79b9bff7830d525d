package dev.oneport.samples.data;

import dev.oneport.ConnectRefused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database can't be reached, or its tables are not there yet. */
public class DatabaseNotReady extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String MESSAGE = "the database can't be reached: try again in a moment";

  DatabaseNotReady(@Nullable Throwable cause) {
    super(MESSAGE, cause, false, false);
  }

  /** What a socket is told. */
  public ConnectRefused refusal() {
    return new ConnectRefused(MESSAGE, Map.of("code", "no_database"));
  }
}
