package dev.oneport.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseFormatTest {

  @Test
  void anEventIsOneBlock() {
    assertEquals(
        "id: e-7\nevent: posts\ndata: [1,\"a\"]\n\n", SseFormat.event("e-7", "posts", "[1,\"a\"]"));
  }

  @Test
  void lineBreaksBetweenTokensBecomeLinesOfData() {
    assertEquals(
        "id: e-7\nevent: x\ndata: [1,\ndata: 2,\ndata: \ndata: 3]\n\n",
        SseFormat.event("e-7", "x", "[1,\n2,\r\n3]"));
  }

  @Test
  void aNameCannotBreakOutOfItsLine() {
    assertEquals(
        "id: e-7\nevent: event:a%0Adata%3A%20x%0D%00\ndata: []\n\n",
        SseFormat.event("e-7", "a\ndata: x\r\0", "[]"));
  }

  @ParameterizedTest
  @CsvSource({
    "posts, posts",
    "'a b', 'a b'",
    "'', 'event:'",
    "open, event:open",
    "error, event:error",
    "message, event:message",
    "Open, Open",
    "' open', event:%20open",
    "event:open, event:event%3Aopen",
    "event:(!*~')., event:event%3A(!*~').",
    "a\u007fb, event:a%7Fb",
    "\u00e9v\u00e9nement, \u00e9v\u00e9nement",
  })
  void namesThatCouldBeMistakenAreTold(String event, String field) {
    assertEquals(field, SseFormat.fieldName(event));
  }

  @Test
  void theOpeningFiresNothing() {
    assertEquals(": oneport\nretry: 2500\n\n", SseFormat.opening(2500));
  }

  @Test
  void aHeartbeatMovesTheCursorOnly() {
    assertEquals(": \nid: e-9\n\n", SseFormat.heartbeat("e-9"));
  }

  @Test
  void aNoticeMovesNoCursor() {
    assertEquals(
        "event: oneport:reset\ndata: {\"recovered\":false}\n\n",
        SseFormat.notice("oneport:reset", "{\"recovered\":false}"));
  }
}
