package dev.oneport.conformance;

import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import dev.oneport.web.Oneport;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** Sets the two namespaces up when the application starts. It serves nothing itself. */
@WebServlet(name = "conformance", loadOnStartup = 1, urlPatterns = "/conformance")
public final class ConformanceServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  public void init() {
    SocketIoServer io = Oneport.server(getServletContext());
    io.of("/").onConnection(ConformanceServlet::answerMessages);
    emitAuth(io.of("/"));
    emitAuth(io.of("/custom"));
  }

  private static void emitAuth(Namespace namespace) {
    namespace.onConnection(socket -> socket.emit("auth", socket.handshake().auth()));
  }

  private static void answerMessages(Socket socket) {
    socket.on("message", (arguments, ack) -> socket.emit("message-back", arguments.toArray()));
    socket.on("message-with-ack", (arguments, ack) -> ack.send(arguments.toArray()));
  }
}
