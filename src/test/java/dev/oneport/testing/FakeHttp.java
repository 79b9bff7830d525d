package dev.oneport.testing;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange. The request has a method and headers, the response keeps status, headers and
 * body; anything else a test would have to add here first.
 */
public final class FakeHttp {
  private final String method;
  private final Map<String, String> requestHeaders;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = HttpServletResponse.SC_OK;

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

  /** For the code under test. */
  public HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (proxy, called, args) ->
            switch (called.getName()) {
              case "getMethod" -> method;
              case "getHeader" -> requestHeaders.get((String) args[0]);
              default -> throw new UnsupportedOperationException(called.toString());
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
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(int b) {
        body.write(b);
      }
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(FakeHttp.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
