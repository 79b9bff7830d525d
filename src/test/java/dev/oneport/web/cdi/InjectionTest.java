package dev.oneport.web.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.SessionRegistry;
import dev.oneport.SocketIoServer;
import dev.oneport.web.validation.Constraints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InjectionTest {
  private final List<String> asked = new ArrayList<>();
  private SeContainer container;
  private CdiBridge bridge;
  private Client client;

  @ApplicationScoped
  static class Client {
    @Inject SocketIoServer io;
    @Inject SessionRegistry sessions;

    @Inject
    @Of("/chat")
    Namespace chat;

    @Inject
    @Of("news")
    Namespace news;

    SocketIoServer io() {
      return io;
    }

    SessionRegistry sessions() {
      return sessions;
    }

    Namespace chat() {
      return chat;
    }

    Namespace news() {
      return news;
    }
  }

  @BeforeEach
  void startContainer() {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new OneportExtension())
            .addBeanClasses(Client.class)
            .initialize();
    bridge = ActiveCdi.of(container.getBeanManager());
    client = container.select(Client.class).get();
  }

  @AfterEach
  void closeContainer() {
    container.close();
  }

  @Test
  void beforeTheStartItSaysThatItHasNotStarted() {
    assertThatIllegalStateException()
        .isThrownBy(() -> client.io().of("/x"))
        .withMessage("the Socket.IO server has not started yet");
    assertThatIllegalStateException()
        .isThrownBy(() -> client.sessions().count())
        .withMessage("the Socket.IO server has not started yet");
    assertThatIllegalStateException()
        .isThrownBy(() -> client.chat().emit("e"))
        .withMessage("the Socket.IO server has not started yet");
  }

  @Test
  void whatWasInjectedBeforeTheStartWorksAfterIt() {
    assertThat(client.chat()).hasToString("injected Namespace");

    bridge.start(Fakes.server(asked), new Fakes.Registry(), Constraints.find(() -> null));

    assertThat(client.io().of("/x").name()).isEqualTo("/x");
    assertThat(client.chat().name()).isEqualTo("/chat");
    assertThat(client.news().name()).isEqualTo("news");
  }

  @Test
  void injectedNamespacesExistFromTheStart() {
    bridge.start(Fakes.server(asked), new Fakes.Registry(), Constraints.find(() -> null));

    assertThat(asked).containsExactlyInAnyOrder("/chat", "/news");
  }

  @Test
  void afterTheStopItSaysThatItWasStopped() {
    bridge.start(Fakes.server(asked), new Fakes.Registry(), Constraints.find(() -> null));
    client.io().of("/x");

    bridge.stop();

    assertThatIllegalStateException()
        .isThrownBy(() -> client.io().of("/x"))
        .withMessage("the Socket.IO server was stopped");
    assertThatIllegalStateException()
        .isThrownBy(() -> client.chat().name())
        .withMessage("the Socket.IO server was stopped");
  }

  @Test
  void stopAfterTheContainerIsGoneHarmsNothing() {
    bridge.start(Fakes.server(asked), new Fakes.Registry(), Constraints.find(() -> null));
    container.close();

    bridge.stop();

    startContainer();
  }

  @Test
  void withoutAContainerTheBridgeDoesNothing() {
    container.close();

    CdiBridge none = CdiBridge.find();
    none.start(Fakes.server(asked), new Fakes.Registry(), Constraints.find(() -> null));
    none.stop();

    assertThat(asked).isEmpty();
    startContainer();
  }
}
