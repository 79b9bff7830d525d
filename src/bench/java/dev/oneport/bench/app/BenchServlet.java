package dev.oneport.bench.app;

import dev.oneport.SocketIoServer;
import dev.oneport.web.Oneport;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/**
 * What each measured server does: everybody is in one room, {@code pub} is emitted to it, {@code
 * echo} is answered.
 */
@WebServlet(name = "bench", loadOnStartup = 1, urlPatterns = "/bench")
public final class BenchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String ROOM = "all";

  @Override
  public void init() {
    SocketIoServer io = Oneport.server(getServletContext());
    io.of("/")
        .onConnection(
            socket -> {
              socket.join(ROOM);
              socket.on(
                  "pub", (arguments, ack) -> io.of("/").to(ROOM).emit("ev", arguments.toArray()));
              socket.on("echo", (arguments, ack) -> ack.send(arguments.toArray()));
            });
  }
}
