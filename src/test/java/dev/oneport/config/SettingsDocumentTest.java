package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Comment;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * web.xml and the documentation say about each setting what {@link Settings} says. Where they
 * don't, {@code mvn test -Dtest=SettingsDocumentTest -Dsettings.write} writes them anew.
 */
class SettingsDocumentTest {
  private static final Path WEB_XML = Path.of("webapp/WEB-INF/web.xml");
  private static final Path TABLE = Path.of("docs/configuration.md");

  private static void isUpToDate(Path file, UnaryOperator<String> generator) throws IOException {
    String before = Files.readString(file);
    String generated = generator.apply(before);
    if (System.getProperty("settings.write") != null) {
      Files.writeString(file, generated);
    } else {
      assertThat(before).isEqualTo(generated);
    }
  }

  @Test
  void tableIsUpToDate() throws Exception {
    isUpToDate(TABLE, SettingsDocument::table);

    assertThat(Files.readString(TABLE))
        .contains("| `oneport.path` | Where Socket.IO is, below the context path. | a path like");
  }

  @Test
  void webXmlIsUpToDate() throws Exception {
    isUpToDate(WEB_XML, SettingsDocument::webXml);
  }

  /** As a server reads it. */
  @Test
  void webXmlHasEachSettingWithItsDefaultAndItsComment() throws Exception {
    webXmlIsUpToDate();

    assertThat(contextParams())
        .containsExactlyElementsOf(
            Settings.all().stream().map(SettingsDocumentTest::inWebXml).toList());
  }

  @Test
  void whatIsMissingIsWritten() throws Exception {
    String webXml = Files.readString(WEB_XML);
    String table = Files.readString(TABLE);

    String changed = SettingsDocument.webXml(webXml.replaceFirst("Whether", "If"));
    assertThat(changed.replaceAll("\\s+", " ")).isEqualTo(webXml.replaceAll("\\s+", " "));
    assertThat(SettingsDocument.table(table.replaceFirst("\\| `oneport.pingInterval`.*\n", "")))
        .isEqualTo(table);
  }

  private static String inWebXml(Setting<?> setting) {
    return "%s Allowed: %s. Default: %s. -> %s=%s"
        .formatted(
            setting.description(),
            setting.allowed(),
            setting.defaultText().isEmpty() ? "empty" : setting.defaultText(),
            setting.name(),
            SettingsDocument.valueInWebXml(setting));
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
