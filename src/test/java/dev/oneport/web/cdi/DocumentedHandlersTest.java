package dev.oneport.web.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.docs.CodeOf;
import dev.oneport.docs.JavaCode;
import dev.oneport.testing.InMemoryClient;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bean {@code Chat} of the documentation, as it stands there, does what it says. */
class DocumentedHandlersTest {
  private static final String SIGNED_IN = "alice";

  @TempDir private Path classes;

  /** What a client is told that connects to {@code /chat}, and says lines, and another hears. */
  private List<String> say(String code, @Nullable String user, String... lines) throws Exception {
    try (JavaCode compiler = new JavaCode(classes)) {
      compiler.compileBlock(code);
    }
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
        BeanStack stack = BeanStack.of(loader.loadClass("documented.Chat"))) {
      InMemoryClient other = stack.newcomer(user);
      BeanStack.send(other, "40/chat,");
      InMemoryClient client = stack.newcomer(user);
      List<String> told = new ArrayList<>(BeanStack.send(client, "40/chat,"));
      for (String line : lines) {
        told.addAll(BeanStack.send(client, "42/chat,7[\"say\"," + line + "]"));
      }
      told.addAll(other.webSocket().take());
      return told.stream().map(text -> text.replaceFirst("\\{\"sid\".*", "")).toList();
    }
  }

  @Test
  void firstBean(@CodeOf(page = "get-started.md", beginning = "@SocketNamespace") String code)
      throws Exception {
    assertThat(say(code, null, "{\"id\":5,\"text\":\"hi\"}"))
        .containsExactly(
            "40/chat,", "43/chat,7[{\"id\":5}]", "42/chat,[\"said\",{\"id\":5,\"text\":\"hi\"}]");
  }

  @Test
  void beanOfTheHandlers(@CodeOf(page = "handlers.md", beginning = "@SocketNamespace") String code)
      throws Exception {
    assertThat(say(code, null)).containsExactly("44/chat,{\"message\":\"sign in first\"}");
    assertThat(
            say(
                code,
                SIGNED_IN,
                "{\"id\":5,\"text\":\"hi\"}",
                "{\"id\":6,\"text\":\"spam\"}",
                "{\"id\":7,\"text\":\"\"}"))
        .containsExactly(
            "40/chat,",
            "43/chat,7[{\"id\":5}]",
            "43/chat,7[{\"error\":{\"code\":\"unwanted\",\"message\":\"no spam here\"}}]",
            "43/chat,7[{\"error\":{\"code\":\"invalid\",\"message\":\"invalid arguments\","
                + "\"violations\":[{\"path\":\"[0].text\",\"message\":\"must not be blank\"}]}}]",
            "42/chat,[\"said\",{\"id\":5,\"text\":\"hi\"}]");
  }
}
