package dev.oneport.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes {@link Settings} down for people: into docs/configuration.md and web.xml, leaving the rest
 * of those.
 */
final class SettingsDocument {
  private static final String TABLE_HEAD =
      "| Setting | Meaning | Allowed | Default |\n| --- | --- | --- | --- |\n";

  private static final Pattern TABLE =
      Pattern.compile(Pattern.quote(TABLE_HEAD) + "(?:\\|[^\n]*\n)*");

  /** A comment and the setting that follows it. */
  private static final Pattern PARAM =
      Pattern.compile(
          " *<!--((?:(?!-->).)*)-->\\s*<context-param>\\s*<param-name>(oneport\\.[^<]+)</param-name>"
              + "\\s*<param-value>([^<]*)</param-value>\\s*</context-param>\n",
          Pattern.DOTALL);

  private static final int COMMENT_WIDTH = 92;

  /** What oneport.war sets to something else, for its start page. */
  private static final Map<String, String> IN_WAR = Map.of("oneport.rooms.public", "[*]");

  private SettingsDocument() {}

  /** What web.xml sets it to. */
  static String valueInWebXml(Setting<?> setting) {
    return IN_WAR.getOrDefault(setting.name(), setting.defaultText());
  }

  /** The page with the table of all settings. */
  static String table(String before) {
    String rows = Settings.all().stream().map(SettingsDocument::row).collect(Collectors.joining());
    return TABLE.matcher(before).replaceFirst(Matcher.quoteReplacement(TABLE_HEAD + rows));
  }

  private static String row(Setting<?> setting) {
    String byDefault = setting.defaultText().isEmpty() ? "empty" : code(setting.defaultText());
    return "| %s | %s | %s | %s |\n"
        .formatted(
            code(setting.name()),
            escaped(setting.description()),
            escaped(setting.allowed()),
            byDefault);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("*", "\\*");
  }

  /** web.xml with all settings; what says the same already stays, however its lines are broken. */
  static String webXml(String before) {
    Map<String, String> present = new HashMap<>();
    Matcher params = PARAM.matcher(before);
    int begin = -1;
    int end = -1;
    while (params.find()) {
      begin = begin < 0 ? params.start() : begin;
      end = params.end();
      String said = params.group(1).strip().replaceAll("\\s+", " ");
      present.put(said + params.group(2) + "=" + params.group(3), params.group());
    }
    List<String> all =
        Settings.all().stream()
            .map(
                setting ->
                    present.getOrDefault(
                        comment(setting, " ") + setting.name() + "=" + valueInWebXml(setting),
                        param(setting)))
            .toList();
    return before.substring(0, begin) + String.join("\n", all) + before.substring(end);
  }

  private static String param(Setting<?> setting) {
    return """
      <!-- %s -->
      <context-param>
        <param-name>%s</param-name>
        <param-value>%s</param-value>
      </context-param>
    """
        .formatted(comment(setting, "\n       "), setting.name(), valueInWebXml(setting));
  }

  private static String comment(Setting<?> setting, String lineEnd) {
    String allowed =
        "Allowed: %s. Default: %s."
            .formatted(
                setting.allowed(),
                setting.defaultText().isEmpty() ? "empty" : setting.defaultText());
    return broken(setting.description(), lineEnd) + lineEnd + allowed;
  }

  private static String broken(String text, String lineEnd) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      boolean fits = column + 1 + word.length() <= COMMENT_WIDTH;
      if (column > 0) {
        lines.append(fits ? " " : lineEnd);
      }
      column = (column > 0 && fits ? column + 1 : 0) + word.length();
      lines.append(word);
    }
    return lines.toString();
  }
}
