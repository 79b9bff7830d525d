package dev.oneport.web.boot;

import static org.assertj.core.api.Assertions.assertThat;

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
}
