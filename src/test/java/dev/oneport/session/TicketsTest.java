package dev.oneport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.UserRoles;
import dev.oneport.testing.FakeTimers;
import org.junit.jupiter.api.Test;

/** Two tickets may be open at once. */
class TicketsTest {
  private final FakeTimers timers = new FakeTimers();
  private final Tickets tickets = new Tickets(timers.clock(), 2);

  private String issue(String name) {
    return tickets.issue(new Identity(() -> name, UserRoles.NONE));
  }

  private String redeem(String ticket) {
    Identity identity = tickets.redeem(ticket);
    return identity == null || identity.principal() == null
        ? "nobody"
        : identity.principal().getName();
  }

  @Test
  void ticketIsGoodOnce() {
    String ticket = issue("alice");

    assertThat(ticket).matches("[A-Za-z0-9_-]{40}");
    assertThat(redeem(ticket)).isEqualTo("alice");
    assertThat(redeem(ticket)).isEqualTo("nobody");
  }

  @Test
  void ticketIsGoodForThirtySeconds() {
    String ticket = issue("alice");
    timers.advance(30_000);
    assertThat(redeem(ticket)).isEqualTo("alice");

    String late = issue("alice");
    timers.advance(30_001);
    assertThat(redeem(late)).isEqualTo("nobody");
  }

  @Test
  void overTheLimitTheOldestIsGoodForNothing() {
    String first = issue("first");
    String second = issue("second");
    String third = issue("third");

    assertThat(redeem(first)).isEqualTo("nobody");
    assertThat(redeem(second)).isEqualTo("second");
    assertThat(redeem(third)).isEqualTo("third");
  }
}
