package dev.oneport.web.cdi;

import static dev.oneport.web.cdi.BeanStack.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import dev.oneport.UserRoles;
import dev.oneport.testing.InMemoryClient;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may call what; packets in, packets out. */
class HandlerRolesTest {
  private static final String FORBIDDEN =
      "[{\"error\":{\"code\":\"forbidden\",\"message\":\"not allowed\"}}]";

  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  @AfterEach
  void forget() {
    CALLS.clear();
  }

  @RolesAllowed("base")
  abstract static class Base {
    @OnEvent("inherited")
    int inherited() {
      return 1;
    }
  }

  @SocketNamespace
  @RolesAllowed({"admin", "boss"})
  static class Admin extends Base {
    @OnEvent("class")
    int ofClass() {
      return 1;
    }

    @OnEvent("method")
    @RolesAllowed("clerk")
    int ofMethod() {
      return 1;
    }

    @OnEvent("everybody")
    @PermitAll
    int everybody() {
      return 1;
    }

    @OnEvent("nobody")
    @DenyAll
    int nobody() {
      return 1;
    }

    @OnEvent("known")
    @RolesAllowed("**")
    int known(Socket socket) {
      return socket.handshake().isUserInRole("clerk") ? 1 : 0;
    }

    @OnDisconnect
    void gone() {
      CALLS.add("gone");
    }
  }

  @Test
  void methodBeatsClassAndClassIsThatOfTheMethod() {
    try (BeanStack stack = BeanStack.of(Admin.class)) {
      String[] events = {
        "420[\"class\"]",
        "421[\"method\"]",
        "422[\"everybody\"]",
        "423[\"nobody\"]",
        "424[\"known\"]",
        "425[\"inherited\"]"
      };

      assertThat(send(stack.client(), events))
          .containsExactly(
              "430" + FORBIDDEN,
              "431" + FORBIDDEN,
              "432[1]",
              "433" + FORBIDDEN,
              "434" + FORBIDDEN,
              "435" + FORBIDDEN);
      assertThat(send(stack.client("carol", "clerk"), events))
          .containsExactly(
              "430" + FORBIDDEN,
              "431[1]",
              "432[1]",
              "433" + FORBIDDEN,
              "434[1]",
              "435" + FORBIDDEN);
      assertThat(send(stack.client("boss", "boss", "base"), events))
          .containsExactly(
              "430[1]", "431" + FORBIDDEN, "432[1]", "433" + FORBIDDEN, "434[0]", "435[1]");
    }
  }

  @Test
  void rolesThatHandlersNameAreAskedFor() {
    try (BeanStack stack = BeanStack.of(Admin.class)) {
      assertThat(stack.roles()).containsExactlyInAnyOrder("admin", "boss", "clerk", "base");
    }
  }

  @Test
  void disconnectIsNobodysWish() {
    try (BeanStack stack = BeanStack.of(Admin.class)) {
      send(stack.client(), "41");

      assertThat(CALLS).containsExactly("gone");
    }
  }

  @SocketNamespace
  @RolesAllowed("admin")
  static class Closed {
    @OnConnect
    void connect() {}
  }

  @Test
  void connectOfSomebodyWithoutTheRoleIsRefused() {
    try (BeanStack stack = BeanStack.of(Closed.class)) {
      assertThat(send(stack.newcomer("bob"), "40"))
          .containsExactly("44{\"message\":\"not allowed\",\"data\":{\"code\":\"forbidden\"}}");
      InMemoryClient admin = stack.newcomer("alice", "admin");
      assertThat(send(admin, "40")).hasSize(1).first().asString().startsWith("40{");
    }
  }

  @Test
  void roleNobodyAskedForIsAMistakeOfTheApplication() {
    UserRoles roles = new UserRoles(Set.of("a", "b"), Set.of("a"));

    assertThat(roles.contains("a")).isTrue();
    assertThat(roles.contains("b")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> roles.contains("c"))
        .withMessage(
            "role \"c\" was not asked for at the handshake: name it in oneport.roles, or in the"
                + " @RolesAllowed of a handler");
  }
}
