package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonStringsTest {

  @Test
  void quotesAsJsonStringifyDoes() {
    assertThat(quoted("")).isEqualTo("\"\"");
    assertThat(quoted("a\"b\\c/")).isEqualTo("\"a\\\"b\\\\c/\"");
    assertThat(quoted("\b\f\n\r\t")).isEqualTo("\"\\b\\f\\n\\r\\t\"");
    assertThat(quoted("\u0000\u001e\u001f\u007f")).isEqualTo("\"\\u0000\\u001e\\u001f\u007f\"");
    assertThat(quoted("é€\u2028\u2029")).isEqualTo("\"é€\u2028\u2029\"");
  }

  @Test
  void keepsPairsAndEscapesUnpairedSurrogates() {
    assertThat(quoted("😀")).isEqualTo("\"😀\"");
    assertThat(quoted("\ud800")).isEqualTo("\"\\ud800\"");
    assertThat(quoted("a\udc00b")).isEqualTo("\"a\\udc00b\"");
    assertThat(quoted("\ud83d😀\ude00")).isEqualTo("\"\\ud83d😀\\ude00\"");
  }

  @Test
  void wellFormedTextStaysTheSameInstance() {
    String json = "{\"a\":\"😀\"}";
    assertThat(JsonStrings.wellFormed(json)).isSameAs(json);
    assertThat(JsonStrings.wellFormed("[\"\ud800\",\"😀\",\"\udc00\"]"))
        .isEqualTo("[\"\\ud800\",\"😀\",\"\\udc00\"]");
  }

  @Test
  void unquotesWhatItQuotes() {
    StringBuilder every = new StringBuilder();
    for (char c = 0; c < 0x300; c++) {
      every.append(c);
    }
    every.append("😀\ud800");
    String json = quoted(every.toString());
    assertThat(JsonStrings.unquote(json, 0, json.length())).isEqualTo(every.toString());
  }

  @Test
  void unquotesEveryEscape() {
    String json = "x\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDe00z\"y\\n";
    assertThat(JsonStrings.unquote(json, 1, json.length() - 3)).isEqualTo("\"\\/\b\f\n\r\tA😀z");
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    JsonStrings.appendQuoted(out, text);
    return out.toString();
  }
}
