package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Members of a room over every transport that are cut off again and again: every check of {@code
 * cuts.cjs}. {@code -Dcuts.seed=} cuts after the same bytes again.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class CutsIT {

  private static final int CUTS = 1_000;
  private static final int SEEDS = 1_000_000;

  private final ServerUnderTest server;

  CutsIT(ServerUnderTest server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> membersOverEveryTransport() {
    long seed = Long.getLong("cuts.seed", Math.floorMod(System.nanoTime(), SEEDS));
    System.out.printf("%s: -Dcuts.seed=%d%n", server.name(), seed);
    return Checks.run(
        "cuts.cjs",
        server.base(Applications.RECOVERING).toString(),
        Integer.toString(CUTS),
        Long.toString(seed));
  }
}
