package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer.Decision;
import dev.oneport.UserRoles;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.session.PublicHandshake;
import dev.oneport.testing.InMemoryClient;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfiguredRoomsTest {
  private static final Handshake ANONYMOUS = client(null, Set.of());
  private static final Handshake ALICE = client("alice", Set.of("clerk"));
  private static final Handshake BOB = client("bob", Set.of());

  private final ConfiguredRooms rooms =
      new ConfiguredRooms(
          new RoomsConfig(
              RoomPatterns.of(List.of("news", "/chat#lobby")),
              RoomPatterns.of(List.of("members")),
              Map.of(
                  "clerk", RoomPatterns.of(List.of("files*")),
                  "boss", RoomPatterns.of(List.of("*", "/chat#*")))));

  private static Handshake client(@Nullable String name, Set<String> roles) {
    return PublicHandshake.of(
        InMemoryClient.handshake()
            .as(
                name == null ? null : () -> name,
                new UserRoles(Set.of("clerk", "boss"), roles),
                null,
                null),
        JsonValue.EMPTY_JSON_OBJECT);
  }

  private Decision ask(Handshake client, String namespace, String room) {
    return rooms.mayListen(client, namespace, room);
  }

  @Test
  void whatIsPublicIsOpenToEverybody() {
    assertThat(ask(ANONYMOUS, "/", "news").isAllowed()).isTrue();
    assertThat(ask(BOB, "/", "news").isAllowed()).isTrue();
    assertThat(ask(ANONYMOUS, "/chat", "lobby").isAllowed()).isTrue();
    assertThat(ask(ANONYMOUS, "/", "lobby").isAllowed()).isFalse();
    assertThat(ask(ANONYMOUS, "/chat", "news").isAllowed()).isFalse();
  }

  @Test
  void whoHasNotSignedInIsToldToWhereThatMayHelp() {
    assertThat(ask(ANONYMOUS, "/", "members"))
        .isEqualTo(Decision.signInNeeded("room \"members\" is for users who have signed in"));
    assertThat(ask(ANONYMOUS, "/", "files1").signIn()).isTrue();
    assertThat(ask(ANONYMOUS, "/other", "secret"))
        .isEqualTo(
            Decision.refused("room \"secret\" is not open to everybody; see oneport.rooms.public"));
  }

  @Test
  void rolesOpenTheirRooms() {
    assertThat(ask(ALICE, "/", "files1").isAllowed()).isTrue();
    assertThat(ask(ALICE, "/", "members").isAllowed()).isTrue();
    assertThat(ask(BOB, "/", "members").isAllowed()).isTrue();
    assertThat(ask(BOB, "/", "files1"))
        .isEqualTo(
            Decision.refused(
                "room \"files1\" is open neither to every user nor to a role of this one; see"
                    + " oneport.rooms.authenticated and oneport.rooms.byRole"));
    Handshake boss = client("carol", Set.of("boss"));
    assertThat(ask(boss, "/", "anything").isAllowed()).isTrue();
    assertThat(ask(boss, "/chat", "anything").isAllowed()).isTrue();
    assertThat(ask(boss, "/other", "anything").isAllowed()).isFalse();
  }

  @Test
  void nothingIsOpenUnlessSaid() {
    ConfiguredRooms closed = new ConfiguredRooms(RoomsConfig.closed());

    assertThat(closed.mayListen(ALICE, "/", "news").isAllowed()).isFalse();
    assertThat(closed.mayListen(ANONYMOUS, "/", "*").isAllowed()).isFalse();
  }
}
