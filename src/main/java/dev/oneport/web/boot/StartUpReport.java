package dev.oneport.web.boot;

import dev.oneport.config.EffectiveConfig;

/** What the log is told once Oneport has started. */
final class StartUpReport {
  private StartUpReport() {}

  /**
   * Version, address, and each setting that is not what is built in, with where it comes from.
   *
   * @param contextPath of the application: an application knows neither host nor port of its
   *     server, which may have many
   */
  static String text(String version, String contextPath, EffectiveConfig config) {
    StringBuilder text =
        new StringBuilder("Oneport ")
            .append(version)
            .append(" is ready: Socket.IO at ")
            .append(contextPath)
            .append(config.config().web().path())
            .append("/; ");
    if (config.changed().isEmpty()) {
      return text.append("every setting has its default").toString();
    }
    text.append("settings other than the defaults:");
    for (EffectiveConfig.Value value : config.changed()) {
      text.append(System.lineSeparator()).append("  ").append(value);
    }
    return text.toString();
  }
}
