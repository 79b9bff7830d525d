package dev.oneport.samples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** What {@code deploy/samples} says is what {@link Sources} looks for. */
class SamplesDeployFilesIT {
  private static final Path FOLDER = Path.of("deploy/samples");

  @Test
  void tomcatHasTheUsualName() throws Exception {
    Element context =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(FOLDER.resolve("samples.xml").toFile())
            .getDocumentElement();
    Element resource = (Element) context.getElementsByTagName("Resource").item(0);

    assertThat("java:comp/env/" + resource.getAttribute("name")).isEqualTo(Sources.USUAL_NAME);
    assertThat(resource.getAttribute("type")).isEqualTo("javax.sql.DataSource");
    assertThat(Class.forName(resource.getAttribute("driverClassName"))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "samples.cli, --jndi-name=java:/jdbc/samples, 'samples.dataSource:add(value=\"java:/jdbc/samples\")'",
    "samples.asadmin, --connectionpoolid samples jdbc/samples, samples.dataSource=jdbc/samples",
  })
  void othersAreToldTheNameOfWhatTheyAdd(String file, String added, String told) throws Exception {
    assertThat(Files.readString(FOLDER.resolve(file))).contains(added, told, Sources.NAME);
  }

  @Test
  void everyFileIsNamedInTheReadme() throws Exception {
    String readme = Files.readString(FOLDER.resolve("README.md"));

    assertThat(readme).contains(Sources.NAME, Sources.FOLDER, Sources.USUAL_NAME);
    for (String file : List.of("samples.xml", "samples.cli", "samples.asadmin")) {
      assertThat(readme).contains("[" + file + "](" + file + ")");
    }
  }
}
