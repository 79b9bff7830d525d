package dev.oneport.it.app;

import dev.oneport.Engine;
import dev.oneport.HttpExchange;
import dev.oneport.HttpMiddleware;
import dev.oneport.RequestHead;
import dev.oneport.web.Oneport;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Has a say in Engine.IO's requests, where their parameter {@code it} asks for it; a GET tells
 * which were refused.
 */
@WebServlet(name = "hooks", loadOnStartup = 1, urlPatterns = "/hooks")
public final class HooksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final transient List<String> refused = new CopyOnWriteArrayList<>();

  @Override
  public void init() {
    Engine engine = Oneport.server(getServletContext()).engine();
    engine
        .use(HooksServlet::pass)
        .allowRequest(
            (request, decision) -> {
              if (wish(request).equals("refuse")) {
                new Thread(() -> decision.refuse("members only"), "later").start();
              } else {
                decision.allow();
              }
            })
        .generateId(HooksServlet::generate)
        .onInitialHeaders((headers, request) -> headers.add("X-Initial", request.method()))
        .onHeaders((headers, request) -> headers.set("X-Each", request.method()))
        .onConnectionError(
            failure -> {
              if (!wish(failure.request()).isEmpty()) {
                refused.add(wish(failure.request()) + failure.code() + failure.context());
              }
            });
  }

  private static String wish(RequestHead request) {
    return request.query().getOrDefault("it", "");
  }

  private static void pass(HttpExchange exchange, HttpMiddleware.Next next) {
    exchange.headers().set("X-Middleware", "passed");
    switch (wish(exchange.request())) {
      case "end" -> exchange.end(401, "text/plain", "who are you?");
      case "fail" -> next.fail();
      default -> next.proceed();
    }
  }

  private static CompletionStage<String> generate(RequestHead request) {
    if (wish(request).equals("noid")) {
      return CompletableFuture.failedFuture(new IllegalStateException("expected by the test"));
    }
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    String id = Base64.getUrlEncoder().encodeToString(bytes);
    return CompletableFuture.completedFuture(wish(request).equals("id") ? "own." + id : id);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; charset=UTF-8");
    response.getWriter().print(String.join("\n", refused));
  }
}
