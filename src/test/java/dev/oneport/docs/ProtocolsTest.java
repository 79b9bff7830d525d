package dev.oneport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.DisconnectReason;
import dev.oneport.engineio.CloseReason;
import dev.oneport.engineio.EngineError;
import dev.oneport.subscribe.End;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of protocols has what peers may be told, and nothing else. */
class ProtocolsTest {

  private static final String PAGE =
      String.join("\n", Document.named("protocols.md").lines()) + "\n";

  private static final Pattern ERROR = Pattern.compile("(?m)^\\| (\\d) \\| ([^|]+) \\| (\\d+) \\|");
  private static final Pattern REASON =
      Pattern.compile("(?m)^\\|((?: `[a-z ]+`)?) \\| ((?:`|none)[^|]*) \\| [^|]+ \\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z -]+)`");

  @Test
  void errorsOfEngineIo() {
    assertThat(ERROR.matcher(PAGE).results())
        .extracting(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
        .containsExactlyElementsOf(
            Stream.of(EngineError.values())
                .map(error -> error.code() + " " + error.message() + " " + error.status())
                .toList());
  }

  @Test
  void reasonsOfHandlers() {
    assertThat(reasons(1))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(DisconnectReason.values()).map(DisconnectReason::text).toList());
  }

  @Test
  void reasonsThatAreCounted() {
    Stream<String> sessions =
        Arrays.stream(CloseReason.values())
            .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    Stream<String> subscribers = Stream.of(End.values()).map(End::label);

    assertThat(reasons(2).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(sessions, subscribers).distinct().toList());
  }

  private static Stream<String> reasons(int column) {
    return REASON
        .matcher(PAGE)
        .results()
        .flatMap(row -> NAME.matcher(row.group(column)).results())
        .map(name -> name.group(1));
  }
}
