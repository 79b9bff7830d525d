package dev.oneport.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.Mutations;
import dev.oneport.web.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever stands in the query and the headers of a request for events. */
class EventsRequestPropertiesTest {
  private static final List<String> QUERIES =
      List.of(
          "room=news&room=a%2Fb&namespace=/x&wait=25&ping=1&envelope=1",
          "namespace=x&room=*&cursor=abcdefghij-0&fallback=sse_timeout&ticket=abc",
          "room=%00%0d%0a%C3%28%zz&lastEventId=0123456789-42&wait=-1",
          "room=oneport%3Ax&wait=99999999999");

  @Test
  void queries() {
    new Mutations().run(QUERIES, 20_000, query -> read(query, "x-0", "text/event-stream"));
  }

  @Test
  void lastEventIds() {
    new Mutations()
        .run(
            List.of("abcdefghij-0", "-", "a-99999999999999999999"),
            20_000,
            id -> read("room=a", id, "*/*"));
  }

  @Test
  void accepts() {
    new Mutations()
        .run(
            List.of("text/event-stream, application/json;q=0.9", "*/*;q=\"1\",,;=", "text/*;q=x"),
            20_000,
            accept -> read("room=a", "x-0", accept));
  }

  private static void read(String query, String lastEventId, String accept) {
    FakeHttp http =
        FakeHttp.request("GET", "Last-Event-ID", lastEventId, "Accept", accept).to(null, query);
    try {
      EventsRequest request = EventsRequest.parse(http.request(), 25, 55);
      assertThat(request.namespace()).startsWith("/");
      assertThat(request.rooms())
          .isNotEmpty()
          .allSatisfy(room -> assertThat(room).hasSizeBetween(1, 255).doesNotStartWith("oneport:"));
      assertThat(request.waitSeconds()).isBetween(0, 55);
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }
}
