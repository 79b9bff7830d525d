package dev.oneport.web.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, true",
    "TEXT/Event-Stream, true",
    "'text/event-stream, */*', true",
    "'application/json, text/event-stream', true",
    "'text/event-stream;q=0.5, application/json', false",
    "'text/event-stream;q=0.5, application/json;q=0.4', true",
    "'application/json;q=0.9;level=1, text/event-stream; q=0.95', true",
    "text/event-stream;q=0, false",
    "'text/event-stream;q=x, */*', false",
    "text/*, true",
    "*/*, false",
    "application/json, false",
    "'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false",
    "'', false",
    "text/event-streams, false",
  })
  void whoWantsAStreamSaysSo(String header, boolean stream) {
    assertEquals(stream, Accept.prefersStream(List.of(header)));
  }

  @Test
  void headersAreOneList() {
    assertTrue(Accept.prefersStream(List.of("application/json;q=0.1", "text/event-stream")));
    assertFalse(Accept.prefersStream(List.of()));
  }
}
