package dev.oneport.web.boot;

import dev.oneport.config.EffectiveConfig;
import java.util.List;

/** What the log is told once Oneport has started. */
final class StartUpReport {
  private StartUpReport() {}

  /**
   * Version, address, and each setting that is not what is built in, with where it comes from.
   *
   * @param servers where the server listens, as far as it tells
   * @param contextPath of the application
   */
  static String text(
      String version, List<String> servers, String contextPath, EffectiveConfig config) {
    String path = contextPath + config.config().web().path() + "/";
    List<String> urls = servers.stream().map(server -> server + path).toList();
    StringBuilder text =
        new StringBuilder("Oneport ")
            .append(version)
            .append(" is ready: Socket.IO at ")
            .append(urls.isEmpty() ? path : String.join(" and ", urls))
            .append("; ");
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
