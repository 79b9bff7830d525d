package dev.oneport.testing;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange. The request has a method, a URL, headers and a body, the response keeps
 * status, headers and body; anything else a test would have to add here first.
 */
public final class FakeHttp {
  private final String method;
  private final Map<String, String> requestHeaders;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = HttpServletResponse.SC_OK;
  private @Nullable String path = "/";
  private @Nullable String query;
  private FakeInput input = new FakeInput().end();
  private long length;
  private Runnable onWrite = () -> {};

  /** The proxy that the code under test has. */
  private final HttpServletRequest request = makeRequest();

  /** Whether the client takes what is written; matters to asynchronous answers only. */
  private boolean reading = true;

  private @Nullable WriteListener writeListener;
  private final List<AsyncListener> listeners = new ArrayList<>();
  private @Nullable Principal principal;
  private boolean async;
  private boolean complete;
  private boolean flushed;

  private FakeHttp(String method, Map<String, String> requestHeaders) {
    this.method = method;
    this.requestHeaders = requestHeaders;
  }

  /**
   * A request.
   *
   * @param headers name, value, name, value
   */
  public static FakeHttp request(String method, String... headers) {
    Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], headers[i + 1]);
    }
    return new FakeHttp(method, map);
  }

  /**
   * With a URL below the servlet's path.
   *
   * @param pathInfo null for the path itself
   */
  public FakeHttp to(@Nullable String pathInfo, @Nullable String queryString) {
    path = pathInfo;
    query = queryString;
    return this;
  }

  /** From somebody who has signed in. */
  public FakeHttp by(String name) {
    principal = () -> name;
    return this;
  }

  /** With a body. */
  public FakeHttp sending(String text) {
    return sending(new FakeInput().send(text).end(), text.getBytes(StandardCharsets.UTF_8).length);
  }

  /**
   * With a body that comes when it comes.
   *
   * @param says how long the header says it is; -1 for nothing
   */
  public FakeHttp sending(FakeInput body, long says) {
    input = body;
    length = says;
    return this;
  }

  /** Whose client acts as soon as the first byte of the answer's body is written. */
  public FakeHttp onWrite(Runnable action) {
    onWrite = action;
    return this;
  }

  /** Whose client takes nothing of an asynchronous answer. */
  public FakeHttp notReading() {
    reading = false;
    return this;
  }

  /** The container calls the listener of an asynchronous answer. */
  public void callWriteListener() throws IOException {
    Objects.requireNonNull(writeListener).onWritePossible();
  }

  /** For the code under test. */
  public HttpServletRequest request() {
    return request;
  }

  /** Whether the request waits for its answer. */
  public boolean pending() {
    return async && !complete;
  }

  /** Whether the answer was sent before the request ended. */
  public boolean flushed() {
    return flushed;
  }

  /** What a container does once the request's thread is back: it asks for what can be written. */
  public FakeHttp dispatched() throws IOException {
    input.dispatched();
    if (writeListener != null) {
      writeListener.onWritePossible();
    }
    return this;
  }

  /** What a container does when the client has gone. */
  public void broken() throws IOException {
    for (AsyncListener listener : listeners) {
      listener.onError(
          new AsyncEvent(asyncContext(), request, response(), new IOException("broken pipe")));
    }
  }

  /** What was written of the body since the last call. */
  public String take() {
    String text = body();
    body.reset();
    return text;
  }

  private HttpServletRequest makeRequest() {
    return proxy(
        HttpServletRequest.class, (proxy, called, args) -> ask(called.getName(), called, args));
  }

  private @Nullable Object ask(String call, Method called, Object[] args) {
    return switch (call) {
      case "getMethod" -> method;
      case "getProtocol" -> "HTTP/1.1";
      case "getHeader" -> requestHeaders.get((String) args[0]);
      case "getHeaderNames" -> Collections.enumeration(requestHeaders.keySet());
      case "getHeaders" ->
          Collections.enumeration(
              requestHeaders.containsKey((String) args[0])
                  ? List.of(requestHeaders.get((String) args[0]))
                  : List.of());
      case "getContentType" -> requestHeaders.get("Content-Type");
      case "getContentLengthLong" -> length;
      case "getInputStream" -> input;
      case "getPathInfo" -> path;
      case "getQueryString" -> query;
      case "getRequestURI" -> "/app/socket.io" + (path == null ? "" : path);
      case "getRemoteAddr" -> "192.0.2.1";
      case "getUserPrincipal" -> principal;
      case "getSession" -> null;
      case "isUserInRole" -> false;
      case "isSecure" -> false;
      case "getServletContext" -> application();
      case "startAsync" -> {
        async = true;
        yield asyncContext();
      }
      default -> throw new UnsupportedOperationException(called.toString());
    };
  }

  private static ServletContext application() {
    return proxy(
        ServletContext.class,
        (proxy, called, args) -> {
          if (called.getName().equals("getServerInfo")) {
            return "fake/1.0";
          }
          throw new UnsupportedOperationException(called.toString());
        });
  }

  private AsyncContext asyncContext() {
    return proxy(
        AsyncContext.class,
        (proxy, called, args) -> {
          switch (called.getName()) {
            case "setTimeout" -> {}
            case "addListener" -> listeners.add((AsyncListener) args[0]);
            case "complete" -> complete = true;
            default -> throw new UnsupportedOperationException(called.toString());
          }
          return null;
        });
  }

  /** For the code under test. */
  public HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class, (proxy, called, args) -> respond(called.getName(), args));
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** The headers of the answer; several of one name are joined by a comma. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body of the answer. */
  public String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  /** The body of the answer as it was sent, compressed or not. */
  public byte[] bytes() {
    return body.toByteArray();
  }

  private @Nullable Object respond(String call, Object[] args) {
    switch (call) {
      case "setHeader" -> headers.put((String) args[0], (String) args[1]);
      case "addHeader" ->
          headers.merge((String) args[0], (String) args[1], (before, more) -> before + ", " + more);
      case "setContentType" -> headers.put("Content-Type", (String) args[0]);
      case "setContentLength" -> headers.put("Content-Length", args[0].toString());
      case "getHeader" -> {
        return headers.get((String) args[0]);
      }
      case "setStatus" -> status = (int) args[0];
      case "flushBuffer" -> flushed = true;
      case "getOutputStream" -> {
        return output();
      }
      default -> throw new UnsupportedOperationException(call.toLowerCase(Locale.ROOT));
    }
    return null;
  }

  private ServletOutputStream output() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return reading;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        writeListener = listener;
      }

      @Override
      public void write(int b) {
        body.write(b);
        if (body.size() == 1) {
          onWrite.run();
        }
      }
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(FakeHttp.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
