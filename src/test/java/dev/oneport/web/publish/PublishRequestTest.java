package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.JsonText;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishRequestTest {

  @Test
  void eventAloneGoesToEverybodyInTheMainNamespaceWithoutArguments() {
    assertThat(parse("{\"event\":\"x\"}"))
        .isEqualTo(new PublishRequest("/", List.of(), List.of(), "x", List.of(), null));
  }

  @Test
  void allMembersInAnyOrderWithSpaceBetween() {
    String body =
        """
         { "data" : [ 1 , "two" ] ,"event":"said", "except":["b","c"],
           "rooms" : [ "a" ], "namespace" : "/chat" }\t
        """;

    assertThat(parse(body))
        .isEqualTo(
            new PublishRequest(
                "/chat",
                List.of("a"),
                List.of("b", "c"),
                "said",
                List.of(JsonText.of("1"), JsonText.of("\"two\"")),
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1",
        "1.0",
        "-0",
        "1E400",
        "123456789012345678901234567890.10",
        "\"a\\u00e9\\\"\\\\]}\"",
        "{\"b\":1,\"a\":[{},[]],\"b\":\"]\"}",
        "null",
        "\"\uD83D\uDE00\"",
      })
  void argumentKeepsItsText(String argument) {
    PublishRequest request =
        parse("{\"event\":\"x\",\"data\":[%s, %s]}".formatted(argument, argument));

    assertThat(request.arguments()).containsExactly(JsonText.of(argument), JsonText.of(argument));
  }

  @Test
  void idAndNamespaceWithoutSlashAreRead() {
    assertThat(parse("{\"event\":\"x\",\"id\":\"a-1\",\"namespace\":\"chat\"}"))
        .isEqualTo(new PublishRequest("/chat", List.of(), List.of(), "x", List.of(), "a-1"));
  }

  /** It is what it is, until there are bytes that it could stand for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_placeholder\":true,\"num\":7}",
        "[{\"a\":{\"num\":0,\"_placeholder\":true}}]",
        "{\"\\u005fplaceholder\":true,\"num\":-1}"
      })
  void placeholdersOfItsOwnAreRefusedBesideBinaryInWhicheverArgument(String argument) {
    String bytes = "{\"base64\":\"AA==\"}";

    assertThat(parse("{\"event\":\"x\",\"data\":[" + argument + "]}").arguments())
        .containsExactly(JsonText.of(argument));
    assertThat(refused("{\"event\":\"x\",\"data\":[" + argument + "," + bytes + "]}").errors())
        .containsExactly(
            new Problem.Fault("#/data/0", "must not hold \"_placeholder\" beside binary"));
    assertThat(refused("{\"event\":\"x\",\"data\":[" + bytes + "," + argument + "]}").errors())
        .extracting(Problem.Fault::pointer)
        .containsExactly("#/data/1");
  }

  @Test
  void binaryPartsOfAllArgumentsAreCountedTogether() {
    int max = SocketIoConfig.defaults().maxAttachments();
    String bytes = "{\"base64\":\"AA==\"}";
    String most = bytes + ("," + bytes).repeat(max - 1);

    assertThat(parse("{\"event\":\"x\",\"data\":[" + most + "]}").arguments()).hasSize(max);
    assertThat(refused("{\"event\":\"x\",\"data\":[" + most + "," + bytes + "]}").errors())
        .extracting(Problem.Fault::pointer)
        .containsExactly("#/data/" + max);
  }

  @Test
  void escapesInNamesAreRead() {
    assertThat(parse("{\"ev\\u0065nt\":\"\\u0078\\n\",\"rooms\":[\"\\\"\"]}"))
        .isEqualTo(new PublishRequest("/", List.of("\""), List.of(), "x\n", List.of(), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "|#|must be valid JSON",
        "{|#|must be valid JSON",
        "{'event':'x'}|#|must be valid JSON",
        "{\"event\":\"x\"} {}|#|must be valid JSON",
        "{\"event\":\"x\",}|#|must be valid JSON",
        "[]|#|must be a JSON object",
        "null|#|must be a JSON object",
        "{}|#/event|must be there",
        "{\"event\":\"\"}|#/event|must be a string that is not empty",
        "{\"event\":null}|#/event|must be a string that is not empty",
        "{\"event\":5}|#/event|must be a string that is not empty",
        "{\"event\":\"connect\"}|#/event|must be another name",
        "{\"event\":\"oneport:reset\"}|#/event|must be another name",
        "{\"event\":\"x\",\"event\":\"y\"}|#/event|must be there only once",
        "{\"event\":\"x\",\"namespace\":5}|#/namespace|must be a string that is not empty",
        "{\"event\":\"x\",\"rooms\":\"a\"}|#/rooms|must be an array of names of rooms",
        "{\"event\":\"x\",\"rooms\":[]}|#/rooms|must name at least one room",
        "{\"event\":\"x\",\"rooms\":[\"a\",1]}|#/rooms/1|must be a string that is not empty",
        "{\"event\":\"x\",\"except\":[\"\"]}|#/except/0|must be a string that is not empty",
        "{\"event\":\"x\",\"rooms\":[\"oneport:everybody\"]}|#/rooms/0|must be another name",
        "{\"event\":\"x\",\"id\":1}|#/id|must be a string that is not empty",
        "{\"event\":\"x\",\"data\":[1,{\"base64\":\"?\"}]}|#/data/1|must hold base64",
        "{\"event\":\"x\",\"data\":{}}|#/data|must be an array: the arguments of the event",
        "{\"event\":\"x\",\"data\":null}|#/data|must be an array: the arguments of the event",
        "{\"event\":\"x\",\"room\":\"a\"}|#/room|is unknown: there are namespace",
        "{\"event\":\"x\",\"a/b~ c\":1}|#/a~1b~0%20c|is unknown",
      })
  void wrongBodyIsRefusedWithItsPlace(String body, String pointer, String detail) {
    Problem problem = refused(body == null ? "" : body);

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.errors()).hasSize(1);
    assertThat(problem.errors().get(0).pointer()).isEqualTo(pointer);
    assertThat(problem.errors().get(0).detail()).startsWith(detail);
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    assertThat(refused("{\"rooms\":[1,2],\"x\":1}").errors())
        .extracting(Problem.Fault::pointer)
        .containsExactly("#/rooms/0", "#/rooms/1", "#/x", "#/event");
  }

  @Test
  void manyMistakesAreNotAllTold() {
    String rooms = "1,".repeat(1_000) + "1";

    assertThat(refused("{\"rooms\":[" + rooms + "]}").errors()).hasSize(20);
  }

  @Test
  void longNamesAreRefusedAndNotRepeatedWhole() {
    assertThat(refused("{\"event\":\"" + "x".repeat(256) + "\"}").errors())
        .containsExactly(new Problem.Fault("#/event", "must have at most 255 characters"));
    assertThat(refused("{\"event\":\"x\",\"" + "y".repeat(5_000) + "\":1}").errors())
        .extracting(Problem.Fault::pointer)
        .containsExactly("#/" + "y".repeat(64));
  }

  @Test
  void dataMayBeAsDeepAsPacketsAndNoDeeper() {
    int depth = SocketIoConfig.defaults().maxJsonDepth();
    String deepest = "[".repeat(depth) + "]".repeat(depth);

    assertThat(parse("{\"event\":\"x\",\"data\":" + deepest + "}").arguments()).hasSize(1);
    assertThat(refused("{\"event\":\"x\",\"data\":[" + deepest + "]}").errors())
        .extracting(Problem.Fault::pointer)
        .containsExactly("#");
  }

  private static PublishRequest parse(String body) {
    return PublishRequest.parse(body, new BinaryObjects(Map.of()), SocketIoConfig.defaults());
  }

  private static Problem refused(String body) {
    return catchThrowableOfType(ProblemException.class, () -> parse(body)).problem();
  }
}
