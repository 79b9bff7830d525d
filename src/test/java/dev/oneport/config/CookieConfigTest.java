package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CookieConfigTest {

  @Test
  void isWrittenAsTheReferenceWritesIt() {
    assertThat(
            new CookieConfig("io", "/", "", true, false, false, "Lax", -1, "")
                .setCookie("abc-_123"))
        .isEqualTo("io=abc-_123; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void attributesAreLeftOutOnDemand() {
    assertThat(new CookieConfig("io", "", "", false, false, false, "", -1, "").setCookie("s"))
        .isEqualTo("io=s");
  }

  @Test
  void everyAttributeHasItsPlace() {
    assertThat(
            new CookieConfig("n", "/x", "example.org", true, true, true, "None", 0, "High")
                .setCookie("s"))
        .isEqualTo(
            "n=s; Max-Age=0; Domain=example.org; Path=/x; HttpOnly; Secure; Partitioned;"
                + " Priority=High;"
                + " SameSite=None");
  }
}
