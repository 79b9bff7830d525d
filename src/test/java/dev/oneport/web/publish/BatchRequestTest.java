package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.config.OneportConfig;
import dev.oneport.web.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRequestTest {

  private static List<String> parse(String body) {
    return BatchRequest.parse(body, OneportConfig.defaults());
  }

  private static int refused(String body) {
    return catchThrowableOfType(ProblemException.class, () -> parse(body)).problem().status();
  }

  @Test
  void eventsAreTakenAsTheyAre() {
    assertThat(parse(" {\"events\" : [ {\"event\":\"x\", \"data\":[1.0]} , 5 ] } "))
        .containsExactly("{\"event\":\"x\", \"data\":[1.0]}", "5");
    assertThat(parse("{\"events\":[]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"events\":{}}", "{\"events\":[],\"x\":1}", "{\"event\":\"x\"}"})
  void anythingElseIsRefused(String body) {
    assertThat(refused(body)).isEqualTo(400);
  }

  @Test
  void tooManyAreRefused() {
    int max = OneportConfig.defaults().publish().maxBatch();
    String most = "1" + ",1".repeat(max - 1);

    assertThat(parse("{\"events\":[" + most + "]}")).hasSize(max);
    assertThat(refused("{\"events\":[" + most + ",1]}")).isEqualTo(413);
  }

  @Test
  void dataMayBeAsDeepAsAlone() {
    int depth = OneportConfig.defaults().socketIo().maxJsonDepth();
    String deepest = "[".repeat(depth) + "]".repeat(depth);

    assertThat(parse("{\"events\":[{\"event\":\"x\",\"data\":" + deepest + "}]}")).hasSize(1);
    assertThat(refused("{\"events\":[{\"event\":\"x\",\"data\":[" + deepest + "]}]}"))
        .isEqualTo(400);
  }
}
