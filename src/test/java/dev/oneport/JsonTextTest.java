package dev.oneport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void keepsTheText() {
    assertThat(JsonText.of(" { \"a\" : 1.0 } ").text()).isEqualTo(" { \"a\" : 1.0 } ");
    assertThat(JsonText.of("1")).hasToString("1");
  }

  @Test
  void refusesWhatIsNoJsonWithoutQuotingIt() {
    assertThatThrownBy(() -> JsonText.of("secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> JsonText.of("1,2")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonText.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesPlaceholdersThatPointNowhere() {
    String placeholder = "{\"_placeholder\":true,\"num\":1}";
    ByteBuffer part = ByteBuffer.allocate(1);

    assertThatThrownBy(() -> JsonText.of(placeholder, List.of(part)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(JsonText.of(placeholder, List.of(part, part)).attachments()).hasSize(2);
    assertThat(JsonText.of(placeholder).attachments()).isEmpty();
  }

  @Test
  void escapesUnpairedSurrogates() {
    assertThat(JsonText.of("\"\ud800\"").text()).isEqualTo("\"\\ud800\"");
  }

  @Test
  void attachmentsAreViewsWithTheirOwnPosition() {
    JsonText text = JsonText.of("1", List.of(ByteBuffer.wrap(new byte[] {1, 2}, 1, 1)));

    assertThat(text.attachments().get(0).get()).isEqualTo((byte) 2);
    assertThat(text.attachments().get(0).remaining()).isEqualTo(1);
    assertThat(text.attachments().get(0).isReadOnly()).isTrue();
  }

  @Test
  void equalityFollowsTextAndAttachments() {
    JsonText text = JsonText.of("[1]", List.of(ByteBuffer.allocate(1)));

    assertThat(text).isEqualTo(JsonText.of("[1]", List.of(ByteBuffer.allocate(1))));
    assertThat(text).hasSameHashCodeAs(JsonText.of("[1]", List.of(ByteBuffer.allocate(1))));
    assertThat(text).isNotEqualTo(JsonText.of("[1]")).isNotEqualTo(JsonText.of("[2]"));
  }
}
