package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.testing.Mutations;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever a client without a library sends is a command or refused. */
class PlainCommandPropertiesTest {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_EVENT_NAME = 20;

  private static final List<String> COMMANDS =
      List.of(
          "{\"subscribe\":[\"news\",\"a\"],\"namespace\":\"/x\",\"since\":\"abcdefghij-0\",\"id\":1}",
          "{\"unsubscribe\":[\"news\"],\"id\":\"two\"}",
          "{\"emit\":\"say\",\"data\":[\"\\u00e9\",{\"a\":[1.5e+10,null]}],\"id\":3}",
          "{\"emit\":\"say\",\"data\":[1e99999999999,-1e-99999999999],\"id\":1e99999999999}",
          "{\"ack\":[{\"b\":true}],\"namespace\":\"x\",\"id\":9223372036854775808}",
          "{\"ack\":[],\"id\":1.0}",
          "{\"auth\":{\"ticket\":\"t\",\"token\":\"u\"},\"id\":{}}",
          "{\"renew\":\"token\",\"id\":[[]]}",
          "{\"ping\":[[[[[[[]]]]]]],\"pong\":1}");

  private static final JsonBinding JSON = JsonBinding.create();

  @AfterAll
  static void close() {
    JSON.close();
  }

  @Test
  void commands() {
    new Mutations().run(COMMANDS, 20_000, PlainCommandPropertiesTest::command);
  }

  private static void command(String text) {
    try {
      PlainCommand.Draft draft = PlainCommand.draft(text, JSON, MAX_DEPTH);
      assertThat(String.valueOf(draft.id())).isNotEmpty();
      read(draft.command());
    } catch (Refused e) {
      assertThat(e.code()).isIn("malformed", "too_deep", "unknown_command");
      assertThat(e).message().isNotEmpty();
    }
  }

  private static void read(PlainCommand command) throws Refused {
    assertThat(command.namespace()).startsWith("/").hasSizeBetween(1, 256);
    assertThat(command.since() == null || command.hasSince()).isTrue();
    switch (command.verb()) {
      case SUBSCRIBE, UNSUBSCRIBE ->
          assertThat(command.rooms()).allSatisfy(room -> assertThat(room).hasSizeBetween(1, 255));
      case EMIT -> {
        assertThat(command.event(MAX_EVENT_NAME)).hasSizeBetween(1, MAX_EVENT_NAME);
        arguments(command.data());
      }
      case ACK -> {
        arguments(command.answer());
        assertThat(String.valueOf(command.ackId())).matches("-?[0-9]+");
      }
      case AUTH -> assertThat(command.credentials()).isNotEmpty();
      case RENEW -> assertThat(command.token()).isNotNull();
      case PING, PONG -> assertThat(command.object().toString()).isNotEmpty();
    }
  }

  private static void arguments(Arguments arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      assertThat(JSON.<Object>fromJson(arguments.json(i), Object.class)).isNotEqualTo(JSON);
    }
  }
}
