package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.oneport.it.client.Api;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.TokenIssuer;
import dev.oneport.it.server.User;
import dev.oneport.testing.TestTokens;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Who may use the HTTP API, and what of it: keys, tokens, users of the server. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class PublishersIT {

  private static final String HEADER = TokenIssuer.header("HS256", "HS256");
  private static final String CLAIM = "\"publish\":[\"orders\"]";
  private static final String TO_ORDERS = "{\"event\":\"x\",\"rooms\":[\"orders\"]}";
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final ServerUnderTest server;

  PublishersIT(ServerUnderTest server) {
    this.server = server;
  }

  private Api shop() {
    return Api.of(server.base(Applications.APP), Applications.SHOP_KEY);
  }

  private Api basic(String authorization) {
    return new Api(server.base(Applications.BASIC), authorization);
  }

  private Api token(String header, Instant end, String claim) {
    String claims = TokenIssuer.claims("carol", end);
    String more = claims.substring(0, claims.length() - 1) + "," + claim + "}";
    return Api.of(
        server.base(Applications.TOKENS), TestTokens.token(header, more, TokenIssuer.key("HS256")));
  }

  private Api token(String claim) {
    return token(HEADER, Instant.now().plus(LIFE), claim);
  }

  private static void assertNotGranted(HttpResponse<String> answer, String type, String who) {
    JsonObject problem = PublishIT.problem(403, answer);
    assertTrue(problem.getString("type").endsWith(":" + type), answer.body());
    assertTrue(problem.getString("detail").contains(who), answer.body());
  }

  @Test
  void keyOfSomeRoomsPublishesThereAlone() {
    Api shop = shop();
    assertEquals(202, shop.post("emit", TO_ORDERS).statusCode());
    String inChat = "{\"event\":\"x\",\"namespace\":\"/chat\",\"rooms\":[\"orders\"]}";
    assertEquals(202, shop.post("emit", inChat).statusCode());
    assertNotGranted(shop.post("emit", "{\"event\":\"x\"}"), "room-not-granted", "shop=[*]");
    assertNotGranted(
        shop.post("emit", "{\"event\":\"x\",\"rooms\":[\"orders\",\"news\"]}"),
        "room-not-granted",
        "shop=news");
  }

  @Test
  void keyThatMayPublishNeitherReadsNorManages() {
    Api shop = shop();
    assertNotGranted(shop.get("rooms/orders"), "not-granted", "shop=publish,shop=read");
    assertNotGranted(shop.get("sessions"), "not-granted", "shop=publish,shop=read");
    assertNotGranted(shop.delete("sessions/x"), "not-granted", "shop=publish,shop=manage");
    assertNotGranted(
        shop.post("rooms/orders/members", "{\"join\":[\"x\"]}"),
        "not-granted",
        "shop=publish,shop=manage");
  }

  @Test
  void tokenPublishesToTheRoomsOfItsClaim() {
    Api carol = token(CLAIM);
    assertEquals(202, carol.post("emit", TO_ORDERS).statusCode());
    assertNotGranted(carol.post("emit", "{\"event\":\"x\"}"), "room-not-granted", "claim publish");
    assertNotGranted(carol.get("sessions"), "not-granted", "token:carol");
    assertNotGranted(
        token("\"rooms\":[\"orders\"]").post("emit", TO_ORDERS), "not-granted", "token:carol");
  }

  @Test
  void tokensThatAreNotGoodPublishNothing() {
    Api expired = token(HEADER, Instant.now().minus(LIFE), CLAIM);
    PublishIT.problem(401, expired.post("emit", TO_ORDERS));
    Api unknown = token(TokenIssuer.header("HS256", "unknown"), Instant.now().plus(LIFE), CLAIM);
    PublishIT.problem(401, unknown.post("emit", TO_ORDERS));
  }

  @Test
  void usersOfTheServerPublishByTheirRole() {
    assumeFalse(server.name().equals("embedded"), "java -jar oneport.war has no users");
    Api alice = basic(User.ALICE.basic());
    assertEquals(202, alice.post("emit", TO_ORDERS).statusCode());
    assertNotGranted(alice.get("rooms"), "not-granted", "ROLE=publish,ROLE=read");
    assertNotGranted(basic(User.BOB.basic()).post("emit", TO_ORDERS), "no-role", "bob");
    assertEquals(403, basic(User.EVE.basic()).post("emit", TO_ORDERS).statusCode());
  }

  @Test
  void nobodyElsePassesTheServersOwnLogin() {
    assertEquals(401, basic("").post("emit", TO_ORDERS).statusCode());
    assertEquals(401, basic(User.VICTOR.basic("a-guess")).post("emit", TO_ORDERS).statusCode());
    Api byKey = Api.of(server.base(Applications.BASIC), Applications.API_KEY);
    assertEquals(401, byKey.post("emit", TO_ORDERS).statusCode());
  }
}
