package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Comment;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** web.xml and README say about each setting what {@link Settings} says. */
class SettingsDocumentTest {
  private static final Path WEB_XML = Path.of("webapp/WEB-INF/web.xml");
  private static final Path README = Path.of("README.md");

  @Test
  void webXmlHasEachSettingWithItsDefaultAndItsComment() throws Exception {
    assertThat(contextParams())
        .containsExactlyElementsOf(
            Settings.all().stream().map(SettingsDocumentTest::inWebXml).toList());
  }

  @Test
  void readmeHasTheTable() throws Exception {
    assumeTrue(Files.exists(README), "there is no README yet");

    assertThat(Files.readString(README)).contains(table());
  }

  /** What README must contain. */
  private static String table() {
    return Settings.all().stream()
        .map(SettingsDocumentTest::row)
        .collect(
            Collectors.joining(
                "\n",
                "| Setting | Meaning | Allowed | Default |\n| --- | --- | --- | --- |\n",
                "\n"));
  }

  private static String row(Setting<?> setting) {
    String byDefault = setting.defaultText().isEmpty() ? "empty" : code(setting.defaultText());
    return "| %s | %s | %s | %s |"
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

  private static String inWebXml(Setting<?> setting) {
    return "%s Allowed: %s. Default: %s. -> %s=%s"
        .formatted(
            setting.description(),
            setting.allowed(),
            setting.defaultText().isEmpty() ? "empty" : setting.defaultText(),
            setting.name(),
            setting.defaultText());
  }

  private static List<String> contextParams() throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(WEB_XML.toFile())
            .getDocumentElement();
    List<String> params = new ArrayList<>();
    String comment = "";
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Comment text) {
        comment = text.getData().strip().replaceAll("\\s+", " ");
      } else if (node instanceof Element element && element.getTagName().equals("context-param")) {
        String name = text(element, "param-name");
        if (name.startsWith("oneport.")) {
          params.add(comment + " -> " + name + "=" + text(element, "param-value"));
        }
      }
    }
    return params;
  }

  private static String text(Element parent, String tag) {
    return parent.getElementsByTagName(tag).item(0).getTextContent();
  }
}
