package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signs in by a form of the container's, as a browser would, and out again. */
public final class SignIn {
  private static final String PAGE = "account";

  private final URI base;
  private final Map<String, String> cookies = new TreeMap<>();

  private SignIn(URI base) {
    this.base = base;
  }

  /** Somebody who has signed in to the application at this address, with a cookie that shows it. */
  public static Visitor at(URI base, String name, String password) {
    SignIn visit = new SignIn(base);
    visit.send(visit.request(PAGE));
    HttpResponse<String> answer =
        visit.send(
            visit
                .request("j_security_check")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "j_username=" + encode(name) + "&j_password=" + encode(password))));
    assertTrue(answer.statusCode() / 100 == 3, answer.statusCode() + " " + answer.body());
    assertEquals(name, visit.send(visit.request(PAGE)).body());
    return new Visitor(base, Map.of("Cookie", visit.cookies()));
  }

  /** Signs out, in the way that the page is told. */
  public static void leave(Visitor visitor, String how) {
    HttpResponse<String> answer =
        Http.send(visitor.request(PAGE + "?leave=" + how).POST(BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = Http.request(base.resolve(path));
    return cookies.isEmpty() ? request : request.header("Cookie", cookies());
  }

  private String cookies() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    HttpResponse<String> answer = Http.send(request);
    answer.headers().allValues("Set-Cookie").stream()
        .flatMap(header -> HttpCookie.parse(header).stream())
        .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
    return answer;
  }
}
