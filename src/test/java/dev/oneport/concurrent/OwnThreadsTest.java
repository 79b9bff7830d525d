package dev.oneport.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OwnThreadsTest {

  @Test
  void threadsHaveTheClassLoaderUntilTheyEndAndNoLonger() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      OwnThreads threads = new OwnThreads("test", loader);
      AtomicReference<ClassLoader> seen = new AtomicReference<>();

      Thread thread =
          threads.newThread(() -> seen.set(Thread.currentThread().getContextClassLoader()));
      assertThat(thread.getContextClassLoader()).isSameAs(loader);
      thread.start();

      assertThat(threads.awaitEnd(30)).isTrue();
      assertThat(thread.getName()).isEqualTo("test-1");
      assertThat(seen).hasValue(loader);
      assertThat(thread.getContextClassLoader()).isNull();
    }
  }
}
