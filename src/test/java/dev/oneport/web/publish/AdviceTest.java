package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.ApiGrant;
import dev.oneport.config.RoomPatterns;
import dev.oneport.publish.PublishRights;
import dev.oneport.publish.Publisher;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private static final PublishRights RIGHTS =
      PublishRights.in(RoomPatterns.of(List.of("news")), Set.of(ApiGrant.PUBLISH));

  @Test
  void keyIsToldTheWholeSettingSinceItNamesAllThatTheKeyMayDo() {
    Publisher shop = new Publisher("key:shop", RIGHTS);

    assertThat(Advice.toGrant(shop, ApiGrant.MANAGE))
        .isEqualTo("If that one is to, oneport.api.grants must say shop=publish,shop=manage.");
    assertThat(Advice.toAddRoom(shop, "/x#[*]"))
        .isEqualTo("If that one is to, add shop=/x#[*] to oneport.api.rooms.");
  }

  @Test
  void userIsToldToChooseARole() {
    Publisher alice = new Publisher("user:alice", RIGHTS);

    assertThat(Advice.toGrant(alice, ApiGrant.READ))
        .isEqualTo(
            "If that one is to, oneport.api.grants must say ROLE=publish,ROLE=read, with a role of"
                + " that user for ROLE.");
    assertThat(Advice.toAddRoom(alice, "orders"))
        .isEqualTo(
            "If that one is to, add ROLE=orders to oneport.api.rooms, with a role of that user for"
                + " ROLE.");
  }

  @Test
  void tokenIsToldOfItsClaim() {
    Publisher carol = new Publisher("token:carol", RIGHTS);

    assertThat(Advice.toGrant(carol, ApiGrant.READ))
        .isEqualTo(
            "Tokens may do no more than publish, to the rooms that their claim publish lists.");
    assertThat(Advice.toAddRoom(carol, "orders"))
        .isEqualTo("If that one is to, the token's claim publish must list orders.");
  }
}
