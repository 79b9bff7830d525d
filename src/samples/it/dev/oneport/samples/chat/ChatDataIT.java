package dev.oneport.samples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.samples.data.TestDatabase;
import dev.oneport.samples.media.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the chat stores, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ChatDataIT {
  private static final String COLOUR = "#0b6e6a";

  private final Rooms rooms = new Rooms();

  @SuppressWarnings("UnnecessaryAssignment") // There is no CDI here that would.
  ChatDataIT(TestDatabase kind) {
    rooms.database = kind.open();
  }

  @Test
  void listsTheLatestFirst() {
    Room first = rooms.add(new NewRoom("it's \"open\"", 2, ""), COLOUR);
    Room second = rooms.add(new NewRoom("closed", 100, "sesame"), COLOUR);

    assertThat(rooms.all()).containsExactly(second, first);
    assertThat(first).isEqualTo(new Room(first.id(), "it's \"open\"", COLOUR, 2, false));
    assertThat(second.closed()).isTrue();
  }

  @Test
  void opensByPasswordIfThereIsOne() {
    Room open = rooms.add(new NewRoom("open", 2, null), COLOUR);
    Room closed = rooms.add(new NewRoom("closed", 2, "sesame"), COLOUR);

    assertThat(rooms.opens(open.id(), null)).isTrue();
    assertThat(rooms.opens(closed.id(), null)).isFalse();
    assertThat(rooms.opens(closed.id(), "open")).isFalse();
    assertThat(rooms.opens(closed.id(), "sesame")).isTrue();
  }

  @Test
  void keepsLinesAndPicturesUntilTheRoomIsRemoved() {
    Room room = rooms.add(new NewRoom("room", 2, null), COLOUR);
    Line said = rooms.say(room.id(), COLOUR, "<b>hello</b>");
    byte[] bytes = {1, 2, 3};
    Line shown = rooms.show(room.id(), COLOUR, new Picture("image/gif", bytes));

    assertThat(rooms.lines(room.id())).extracting(Line::id).containsExactly(shown.id(), said.id());
    assertThat(rooms.lines(room.id())).extracting(Line::picture).containsExactly(true, false);
    assertThat(rooms.picture(room.id(), said.id())).isEmpty();
    assertThat(rooms.picture(room.id() + 1, shown.id())).isEmpty();
    assertThat(rooms.picture(room.id(), shown.id()).orElseThrow().bytes()).isEqualTo(bytes);

    assertThat(rooms.remove(room.id())).isTrue();
    assertThat(rooms.remove(room.id())).isFalse();
    assertThat(rooms.find(room.id())).isEmpty();
    assertThat(rooms.lines(room.id())).isEmpty();
  }

  @Test
  void tellsTheLastHundredLines() {
    Room room = rooms.add(new NewRoom("room", 2, null), COLOUR);
    for (int i = 1; i <= 101; i++) {
      Line unused = rooms.say(room.id(), COLOUR, "line " + i);
    }

    assertThat(rooms.lines(room.id()))
        .hasSize(100)
        .extracting(Line::text)
        .startsWith("line 101")
        .endsWith("line 2");
  }
}
