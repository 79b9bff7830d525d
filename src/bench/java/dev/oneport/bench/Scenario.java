package dev.oneport.bench;

import dev.oneport.bench.load.Kind;
import java.util.Locale;

/** What is done to a server. Those of one {@link Setup} share a process and its clients. */
enum Scenario {
  /** Clients connect, fifty at once. */
  CONNECT(Setup.SOCKETS),
  /** 40 events per second, each at its time, to all. */
  FANOUT(Setup.SOCKETS),
  /** 16 events on their way to all. */
  BURST(Setup.SOCKETS),
  /** 100 clients, each with 4 calls on their way. */
  ECHO(Setup.CALLS),
  /** 16 events on their way to clients that poll. */
  POLLING(Setup.POLLING),
  /** As FANOUT, to plain WebSockets. */
  PLAIN(Setup.PLAIN),
  /** As FANOUT, to event streams. */
  SSE(Setup.SSE),
  /** 16 events on their way to pollers without a library. */
  LONGPOLL(Setup.LONG_POLL),
  /** Ten thousand clients in one room, 2 events per second. */
  CROWD(Setup.CROWD),
  /** As FANOUT, while one more client in a hundred reads nothing. */
  SLOW(Setup.SLOW),
  /** {@code POST /api/emit} to a room of one. */
  EMIT(Setup.EMIT),
  /** Ten thousand connections, and nothing to tell. */
  IDLE(Setup.IDLE),
  /** The same, of event streams. */
  IDLE_SSE(Setup.IDLE_SSE);

  private final Setup setup;

  Scenario(Setup setup) {
    this.setup = setup;
  }

  /** A process of a server, and who connects to it. */
  enum Setup {
    SOCKETS(Kind.SOCKET_IO, true),
    CALLS(Kind.SOCKET_IO, true),
    POLLING(Kind.POLLING, true),
    PLAIN(Kind.PLAIN, false),
    SSE(Kind.SSE, false),
    LONG_POLL(Kind.LONG_POLL, false),
    CROWD(Kind.SOCKET_IO, true),
    SLOW(Kind.SOCKET_IO, true),
    EMIT(Kind.SOCKET_IO, false),
    IDLE(Kind.SOCKET_IO, true),
    IDLE_SSE(Kind.SSE, false);

    private final Kind kind;
    private final boolean everywhere;

    Setup(Kind kind, boolean everywhere) {
      this.kind = kind;
      this.everywhere = everywhere;
    }

    Kind kind() {
      return kind;
    }

    /** Whether that server has it. */
    boolean isOf(String target) {
      return everywhere || target.startsWith("oneport");
    }
  }

  Setup setup() {
    return setup;
  }

  /** Its name in options and tables. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
