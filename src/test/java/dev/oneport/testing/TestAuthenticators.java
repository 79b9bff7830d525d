package dev.oneport.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.HandshakeCheck;
import dev.oneport.config.AuthConfig;
import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.security.Authenticator;
import dev.oneport.security.Tokens;
import dev.oneport.session.Tickets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What decides in tests who clients are. Clients are warned a minute before they expire. */
public final class TestAuthenticators {
  private TestAuthenticators() {}

  /** Everybody may connect; nobody has a token. */
  public static Authenticator tickets(Tickets tickets, FakeTimers timers) {
    return make(AuthConfig.defaults(), null, tickets, timers);
  }

  /** Tokens of {@link TestTokens#hs256} are good; the leeway is 0. */
  public static Authenticator tokens(
      boolean anonymous, @Nullable HandshakeCheck check, Tickets tickets, FakeTimers timers) {
    JwtKey key = JwtKey.of("k", "HS256:" + TestTokens.setting(TestTokens.SECRET.getBytes(UTF_8)));
    JwtConfig jwt =
        new JwtConfig(
            List.of(key), new JwtConfig.Jwks(null, 300), "", "", 0, "realm.roles", "rooms");
    return make(new AuthConfig(anonymous, jwt, 60_000), check, tickets, timers);
  }

  private static Authenticator make(
      AuthConfig config, @Nullable HandshakeCheck check, Tickets tickets, FakeTimers timers) {
    Tokens tokens =
        Tokens.of(
            config.jwt(),
            url -> {
              throw new AssertionError("no keys are published");
            },
            Runnable::run,
            timers,
            timers.clock());
    return new Authenticator(
        config,
        tokens,
        tickets,
        Set.of("clerk", "boss"),
        check,
        Runnable::run,
        timers,
        timers.clock(),
        5_000);
  }
}
