package dev.oneport.samples.data;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The steps from an empty database to ours, by name: servers differ in how an application's own
 * files can be listed, not in how they are read.
 */
final class Migrations implements ResourceProvider {
  private static final List<String> ALL = List.of("V1__feed.sql", "V2__chat.sql");
  private static final String FOLDER = "db/samples/";

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return Migrations.class.getClassLoader().getResource(FOLDER + name) == null
        ? null
        : new Script(name);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return ALL.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
        .<LoadableResource>map(Script::new)
        .toList();
  }

  private static final class Script extends LoadableResource {
    private final String name;

    Script(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream in = Script.class.getClassLoader().getResourceAsStream(FOLDER + name);
      return new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return FOLDER + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
