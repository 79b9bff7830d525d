package dev.oneport.web.polling;

import dev.oneport.ResponseHeaders;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The headers of a servlet's answer. */
record ServletHeaders(HttpServletResponse response) implements ResponseHeaders {

  @Override
  public void set(String name, String value) {
    response.setHeader(name, value);
  }

  @Override
  public void add(String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public @Nullable String get(String name) {
    return response.getHeader(name);
  }
}
