package dev.oneport.config;

/**
 * How administrators watch the application.
 *
 * @param enabled whether the console is there, for those who may read over the HTTP API
 * @param adminUi what the Socket.IO Admin UI is told
 */
public record ConsoleConfig(boolean enabled, AdminUiMode adminUi) {

  /** There, and shown to nobody until somebody has a key. */
  public static ConsoleConfig defaults() {
    return new ConsoleConfig(true, AdminUiMode.OFF);
  }
}
