package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.Mutations;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFilterTest {
  private final HeaderFilter filter = new HeaderFilter();
  private int passed;

  private FakeHttp send(String... headers) throws IOException, ServletException {
    FakeHttp http = FakeHttp.request("POST", headers);
    filter.doFilter(http.request(), http.response(), (request, response) -> passed++);
    return http;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Content-Type     | application/json
          Content-Type     | application/JSON ; charset=utf-8;
          Content-Type     | application/problem+json;charset="utf-8"
          Content-Type     | multipart/form-data; boundary="a;b,c/d"
          Accept           | */*
          Accept           | text/html, image/gif, *; q=.2, */*; q=.2
          Accept           | application/json;q=0.9,,text/*;q=1
          Accept           | *
          Accept           | ``
          Accept-Language  | de-CH, de;q=0.9, *;q=0.5
          Content-Language | en
          Other            | ;;;
          """)
  void whatIsWellFormedPasses(String header, String value) throws Exception {
    assertThat(send(header, value).status()).isEqualTo(200);
    assertThat(passed).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Content-Type     | ``
          Content-Type     | x
          Content-Type     | /
          Content-Type     | a/b/c
          Content-Type     | application/json, application/json
          Content-Type     | application/json; charset="
          Content-Type     | application/json; charset
          Content-Type     | application/json; =x
          Content-Type     | application/js on
          Accept           | text
          Accept           | */*;q=x
          Accept           | */*;q=1.2.3
          Accept           | */*;q=
          Accept           | text/html;a="b, */*
          Accept-Language  | de_CH
          Accept-Language  | de;q=x
          Content-Language | -
          """)
  void anythingElseIsAProblem(String header, String value) throws Exception {
    FakeHttp refused = send(header, value);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(refused.body())
        .isEqualTo(
            "{\"type\":\"urn:oneport:problem:invalid-header\","
                + "\"title\":\"A header is not what it must be\",\"status\":400,\"detail\":\"Send "
                + header
                + " as RFC 9110 has it, or leave it out.\"}");
    assertThat(passed).isZero();
  }

  /** As long as containers let headers be. */
  @Test
  void lengthIsNoMatter() throws Exception {
    for (String part : List.of(";", ",", "\"", "a=\"\";", "/", "-a")) {
      for (String header : List.of("Content-Type", "Accept", "Accept-Language")) {
        assertThat(send(header, part.repeat(8_000)).status()).isIn(200, 400);
      }
    }
  }

  @Test
  void mutations() {
    List<String> seeds =
        List.of(
            "a/b; charset=utf-8, */*;q=0.5", "multipart/form-data;boundary=\"b b\"", "de-CH;q=1");
    new Mutations()
        .run(
            seeds,
            20_000,
            text -> {
              boolean type = HeaderSyntax.isMediaType(text);
              assertThat(!type || HeaderSyntax.isAccept(text)).isTrue();
              assertThat(HeaderSyntax.areLanguages(text) && type).isFalse();
            });
  }
}
