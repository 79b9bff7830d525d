package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "1.5",
        "-0.0",
        "1e5",
        "1E+5",
        "1e-5",
        "1.25e10",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
        "\"\\ud800\"",
        "\"é€😀\u2028\u2029\u007f\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[1,2]",
        "[[],{},[[]]]",
        "{\"a\":1,\"b\":{\"c\":[]}}",
        " \t\r\n1 \t\r\n",
        " [ 1 , { \"a\" : null } ] ",
        "{\"\":0,\"\":1}"
      })
  void acceptsJson(String json) throws Exception {
    assertThat(JsonScanner.scanValue(json, 0, 10))
        .isEqualTo(json.length() - json.stripLeading().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "-a",
        "0x1",
        "1_0",
        "NaN",
        "Infinity",
        "undefined",
        "tru",
        "True",
        "nul",
        "nulll",
        "truefalse",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u\"",
        "\"\\",
        "\"\\u123",
        "'a'",
        "\"a\nb\"",
        "\"\u0000\"",
        "\"\u001f\"",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{",
        "}",
        "{]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":}",
        "{,}",
        "{\"a\":1]",
        "1 2",
        "[] []",
        "1,",
        "//",
        "1\u00a0",
        "\ufeff1",
        "\u00001",
        "1\u0000"
      })
  void refusesWhatIsNoJson(String json) {
    PacketFormatException e =
        catchThrowableOfType(PacketFormatException.class, () -> JsonScanner.scanValue(json, 0, 10));
    assertThat(e).isNotNull();
    assertThat(e.reason()).isEqualTo(Reason.INVALID_PAYLOAD);
  }

  @Test
  void findsElementsOfTheTopLevelOnly() throws Exception {
    String json = "xx [ 1 , \"a,]\" ,[2,3], {\"b\":[4]},null ] ";
    Spans elements = JsonScanner.scanArray(json, 2, 10, 0);

    String[] expected = {"1", "\"a,]\"", "[2,3]", "{\"b\":[4]}", "null"};
    assertThat(elements.size()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(json.substring(elements.start(i), elements.end(i))).isEqualTo(expected[i]);
      assertThat(elements.num(i)).isEqualTo(Spans.NO_NUM);
    }
  }

  @Test
  void findsManyElements() throws Exception {
    assertThat(JsonScanner.scanArray("[" + "0,".repeat(999) + "0]", 0, 1, 0).size())
        .isEqualTo(1000);
    assertThat(JsonScanner.scanArray("[]", 0, 1, 0).size()).isZero();
  }

  @Test
  void findsPlaceholdersAtAnyDepth() throws Exception {
    String json =
        "[{\"_placeholder\":true,\"num\":1},{\"a\":[[{\"num\":0,\"_placeholder\":true}]]},{\"num\":1}]";
    Spans placeholders = JsonScanner.scanPlaceholders(json, 10, 2);

    assertThat(placeholders.size()).isEqualTo(2);
    assertThat(placeholders.num(0)).isEqualTo(1);
    assertThat(placeholders.num(1)).isZero();
    assertThat(json.substring(placeholders.start(1), placeholders.end(1)))
        .isEqualTo("{\"num\":0,\"_placeholder\":true}");
  }

  @Test
  void placeholderInsideOfPlaceholderIsPartOfIt() throws Exception {
    String inner = "{\"_placeholder\":true,\"num\":0}";
    String json = "{\"_placeholder\":true,\"x\":[" + inner + "," + inner + "],\"num\":1}";
    Spans placeholders = JsonScanner.scanPlaceholders("[" + inner + "," + json + "]", 10, 2);

    assertThat(placeholders.size()).isEqualTo(2);
    assertThat(placeholders.num(1)).isEqualTo(1);
  }

  @Test
  void withoutAttachmentsNothingIsPlaceholder() throws Exception {
    assertThat(JsonScanner.scanPlaceholders("{\"_placeholder\":true,\"num\":9}", 10, 0).size())
        .isZero();
  }

  @Test
  void countsDepthOfContainers() throws Exception {
    assertThat(JsonScanner.scanValue("[[[1]]]", 0, 3)).isZero();
    PacketFormatException e =
        catchThrowableOfType(
            PacketFormatException.class, () -> JsonScanner.scanValue("[[[[]]]]", 0, 3));
    assertThat(e.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(JsonScanner.scanValue("1", 0, 0)).isZero();
  }

  @Test
  void depthCostsNoStack() throws Exception {
    int depth = 1_000_000;
    assertThat(JsonScanner.scanValue("[".repeat(depth) + "]".repeat(depth), 0, depth)).isZero();
  }
}
