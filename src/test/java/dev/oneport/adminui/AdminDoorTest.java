package dev.oneport.adminui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.Rate;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.testing.InMemoryClient;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what each is offered. */
class AdminDoorTest {
  private static final String REFUSED = "44/admin,{\"message\":\"invalid credentials\"}";

  private AdminStack stack = AdminStack.development();

  @AfterEach
  void close() {
    stack.close();
  }

  private void use(AdminStack other) {
    stack.close();
    stack = other;
  }

  private static List<String> take(InMemoryClient client) {
    return client.webSocket().take();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40/admin,",
        "40/admin,{}",
        "40/admin,{\"username\":\"all\"}",
        "40/admin,{\"password\":\"key of all\"}",
        "40/admin,{\"username\":\"all\",\"password\":\"key of reader\"}",
        "40/admin,{\"username\":\"ALL\",\"password\":\"key of all\"}",
        "40/admin,{\"username\":[\"all\"],\"password\":{}}",
        "40/admin,{\"username\":\"publisher\",\"password\":\"key of publisher\"}",
        "40/admin,{\"username\":\"partial\",\"password\":\"key of partial\"}",
        "40/admin,{\"sessionId\":\"1234\"}",
        "40/admin,{\"sessionId\":null}",
        "40/admin,{\"token\":\"key of all\"}"
      })
  void whoHasNoKeyThatMayReadEverywhereIsRefused(String connect) {
    InMemoryClient client = stack.client();
    client.webSocket().send(connect);
    assertThat(take(client)).containsExactly(REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "all|\"EMIT\",\"JOIN\",\"LEAVE\",\"DISCONNECT\",\"MJOIN\",\"MLEAVE\",\"MDISCONNECT\",",
        "emitter|\"EMIT\",",
        "manager|\"JOIN\",\"LEAVE\",\"DISCONNECT\",\"MJOIN\",\"MLEAVE\",\"MDISCONNECT\",",
        "reader|``",
        "inspector|``"
      })
  void thePageOffersWhatTheKeyIsGranted(String name, String features) {
    InMemoryClient client = stack.client();
    client.webSocket().send(AdminStack.signIn(name));
    assertThat(take(client))
        .contains(
            "42/admin,[\"config\",{\"supportedFeatures\":["
                + features
                + "\"AGGREGATED_EVENTS\",\"ALL_EVENTS\"]}]");
  }

  private static String session(List<String> told) {
    Matcher matcher =
        Pattern.compile("\\[\"session\",\"([0-9a-f]{32})\"\\]").matcher(told.toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aSessionStandsForTheKeyForADay() {
    InMemoryClient first = stack.client();
    first.webSocket().send(AdminStack.signIn("manager"));
    String connect = "40/admin,{\"sessionId\":\"" + session(take(first)) + "\"}";
    stack.timers.advance(24 * 3_600_000L);
    InMemoryClient back = stack.client();
    back.webSocket().send(connect);
    List<String> told = take(back);
    assertThat(told).anyMatch(text -> text.contains("\"JOIN\"") && !text.contains("\"EMIT\""));
    assertThat(told).noneMatch(text -> text.contains("[\"session\""));
    stack.timers.advance(1);
    InMemoryClient late = stack.client();
    late.webSocket().send(connect);
    assertThat(take(late)).containsExactly(REFUSED);
  }

  @Test
  void theSettingsOfClientsAreNotThoseOfThePage() {
    use(AdminStack.strict(new RecoveryConfig(true, 60_000, true, 10, 1_000_000)));
    InMemoryClient admin = stack.client();
    admin.webSocket().send("40");
    assertThat(take(admin)).singleElement().asString().startsWith("44{").contains("sign_in_needed");
    admin.webSocket().send("40/admin,{\"username\":\"all\",\"password\":\"guessed\"}");
    assertThat(take(admin)).containsExactly(REFUSED);
    admin.webSocket().send(AdminStack.signIn("all"));
    assertThat(take(admin)).anyMatch(text -> text.contains("supportedFeatures"));
    admin.webSocket().send("40");
    assertThat(take(admin)).last().asString().contains("sign_in_needed");
  }

  @Test
  void theOldestOfTooManySessionsIsForgotten() {
    String first = signInAgain("reader");
    String second = signInAgain("reader");
    for (int i = 1; i < AdminDoor.MAX_SESSIONS; i++) {
      signInAgain("reader");
    }
    InMemoryClient back = stack.client();
    back.webSocket().send("40/admin,{\"sessionId\":\"" + first + "\"}");
    assertThat(take(back)).containsExactly(REFUSED);
    back.webSocket().send("40/admin,{\"sessionId\":\"" + second + "\"}");
    assertThat(take(back)).first().asString().startsWith("40/admin,");
  }

  private String signInAgain(String name) {
    InMemoryClient client = stack.client();
    client.webSocket().send(AdminStack.signIn(name));
    String session = session(take(client));
    client.webSocket().send("41/admin,");
    client.session().close();
    return session;
  }

  @Test
  void guessesAreLimitedAsJoinsAre() {
    Limit joins = new Limit(null, new Rate(2, 10));
    use(AdminStack.limited(new LimitsConfig(Limit.NONE, Limit.NONE, joins, Limit.NONE, 10)));
    InMemoryClient client = stack.client();
    String guess = "40/admin,{\"username\":\"all\",\"password\":\"a guess\"}";
    client.webSocket().send(guess);
    client.webSocket().send(guess);
    assertThat(take(client)).containsExactly(REFUSED, REFUSED);
    client.webSocket().send(AdminStack.signIn("all"));
    assertThat(take(client))
        .singleElement()
        .asString()
        .startsWith("44/admin,{\"message\":\"too often");
  }
}
