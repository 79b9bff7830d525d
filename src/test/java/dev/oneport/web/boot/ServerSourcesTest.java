package dev.oneport.web.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** A server that has neither JNDI nor MicroProfile Config is none the worse for it. */
class ServerSourcesTest {

  @Test
  void withoutJndiThereAreNoEntries() {
    assertThat(NamingEntries.read().names()).isEmpty();
    assertThat(NamingEntries.read().value("oneport.path")).isNull();
  }

  /** The API is on the class path of the tests, but nobody who implements it. */
  @Test
  void withoutMicroProfileConfigThereIsNoSource() {
    assertThat(MicroProfileConfig.find(getClass().getClassLoader())).isNull();
  }

  /** WildFly's source of environment variables lists ONEPORT_MAXSESSIONS in this way. */
  @Test
  void namesOfEnvironmentVariablesAreNotMisspelt() {
    Config config = listing("oneport.maxsessions", "oneport.pin.timeout", "other.name");

    assertThat(new MicroProfileConfig(config, Set.of("ONEPORT_MAXSESSIONS", "PATH")).names())
        .containsExactly("oneport.pin.timeout");
  }

  private static Config listing(String... names) {
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) ->
                method.getName().equals("getPropertyNames") ? List.of(names) : null);
  }
}
