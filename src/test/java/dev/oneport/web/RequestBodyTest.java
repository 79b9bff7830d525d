package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.testing.FakeInput;
import dev.oneport.web.RequestBody.Progress;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A limit of ten bytes. */
class RequestBodyTest {
  private final FakeInput input = new FakeInput();

  @AfterEach
  void nobodyWaits() {
    assertThat(input.violations()).isEmpty();
  }

  private static RequestBody body(long length) {
    return new RequestBody(length, 10);
  }

  private static String text(RequestBody body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsThereIsTakenAtOnce() throws IOException {
    RequestBody body = body(5);

    assertThat(body.takeArrived(input.send("hello"))).isEqualTo(Progress.WHOLE);
    assertThat(text(body)).isEqualTo("hello");
  }

  @Test
  void restIsTakenPieceByPiece() throws IOException {
    RequestBody body = body(6);
    assertThat(body.takeArrived(input.send("ab"))).isEqualTo(Progress.MORE);

    assertThat(body.takePiece(input.send("cd"))).isEqualTo(Progress.MORE);
    assertThat(body.isWholeAtTheEnd()).isFalse();
    assertThat(body.takePiece(input.send("ef"))).isEqualTo(Progress.WHOLE);
    assertThat(text(body)).isEqualTo("abcdef");
  }

  @Test
  void nothingIsWhole() throws IOException {
    RequestBody body = body(0);

    assertThat(body.takeArrived(input)).isEqualTo(Progress.WHOLE);
    assertThat(body.bytes()).isEmpty();
  }

  @Test
  void limitIsAllowedWithALength() throws IOException {
    RequestBody body = body(10);

    assertThat(body.takeArrived(input.send("0123456789"))).isEqualTo(Progress.WHOLE);
    assertThat(text(body)).isEqualTo("0123456789");
  }

  @Test
  void oneByteMoreIsTooLargeBeforeItIsRead() throws IOException {
    assertThat(body(11).takeArrived(input.send("0123456789x"))).isEqualTo(Progress.TOO_LARGE);
    assertThat(input.unread()).isEqualTo(11);
  }

  @Test
  void limitIsAllowedWithoutALength() throws IOException {
    RequestBody body = body(-1);
    assertThat(body.takeArrived(input.send("0123456789"))).isEqualTo(Progress.MORE);

    assertThat(body.takePiece(input)).isEqualTo(Progress.MORE);
    assertThat(body.isWholeAtTheEnd()).isTrue();
    assertThat(text(body)).isEqualTo("0123456789");
  }

  @Test
  void oneByteMoreIsTooLargeWithoutALength() throws IOException {
    assertThat(body(-1).takePiece(input.send("0123456789x"))).isEqualTo(Progress.TOO_LARGE);

    RequestBody inTwo = body(-1);
    assertThat(inTwo.takePiece(input.send("0123456789"))).isEqualTo(Progress.MORE);
    assertThat(inTwo.takePiece(input.send("x"))).isEqualTo(Progress.TOO_LARGE);
  }

  @Test
  void shorterThanItSaysIsAnError() {
    input.end();
    FakeInput liar =
        new FakeInput() {
          @Override
          public int available() {
            return 1;
          }
        };
    liar.send("ab").end();

    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> body(3).takeArrived(liar));
  }

  @Test
  void largeOneGrowsAsItComes() throws IOException {
    String all = "0123456789abcdef".repeat(2_000);
    RequestBody body = new RequestBody(32_000, 32_000);
    Progress progress = body.takeArrived(input);
    for (int i = 0; i < 32_000; i += 4_000) {
      assertThat(progress).isEqualTo(Progress.MORE);
      input.send(all.substring(i, i + 4_000));
      while (input.unread() > 0) {
        progress = body.takePiece(input);
      }
    }

    assertThat(progress).isEqualTo(Progress.WHOLE);
    assertThat(text(body)).isEqualTo(all);
  }

  private static Progress all(RequestBody body, String text) throws IOException {
    return body.takeAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void allOfItIsTakenWhereItIsWaitedFor() throws IOException {
    RequestBody told = body(5);
    assertThat(all(told, "hello")).isEqualTo(Progress.WHOLE);
    assertThat(text(told)).isEqualTo("hello");
    RequestBody untold = body(-1);
    assertThat(all(untold, "0123456789")).isEqualTo(Progress.WHOLE);
    assertThat(text(untold)).isEqualTo("0123456789");
    assertThat(all(body(0), "")).isEqualTo(Progress.WHOLE);
  }

  @Test
  void allOfItHasTheSameLimits() throws IOException {
    assertThat(all(body(11), "hello world")).isEqualTo(Progress.TOO_LARGE);
    assertThat(all(body(-1), "hello world")).isEqualTo(Progress.TOO_LARGE);
    assertThatThrownBy(() -> all(body(6), "hello")).isInstanceOf(EOFException.class);
  }
}
