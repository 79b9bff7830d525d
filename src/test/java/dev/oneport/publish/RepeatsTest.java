package dev.oneport.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oneport.publish.Repeats.Refusal;
import dev.oneport.publish.Repeats.RefusedException;
import dev.oneport.testing.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final Repeats.Key KEY = new Repeats.Key("key:a", "emit", "1");
  private static final byte[] SAME = {1};
  private static final byte[] OTHER = {2};

  private final FakeTimers timers = new FakeTimers();
  private final Repeats repeats = new Repeats(4_096, 1_000, timers.clock());
  private final List<String> done = new ArrayList<>();

  private String work(String answer) {
    done.add(answer);
    return answer;
  }

  private String answer(Repeats.Key key, byte[] fingerprint, String answer)
      throws RefusedException {
    return repeats.answer(key, fingerprint, () -> work(answer));
  }

  @Test
  void repeatIsAnsweredTheSameAndDoneOnce() throws Exception {
    assertThat(answer(KEY, SAME, "first")).isEqualTo("first");
    assertThat(answer(KEY, SAME, "second")).isEqualTo("first");
    assertThat(done).containsExactly("first");
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() throws Exception {
    answer(KEY, SAME, "first");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> answer(KEY, OTHER, "second"))
        .extracting(RefusedException::refusal)
        .isEqualTo(Refusal.OTHER_REQUEST);
    assertThat(done).containsExactly("first");
  }

  @Test
  void keysOfOthersAndOfOtherScopesAreOthers() throws Exception {
    answer(KEY, SAME, "first");

    assertThat(answer(new Repeats.Key("key:b", "emit", "1"), OTHER, "second")).isEqualTo("second");
    assertThat(answer(new Repeats.Key("key:a", "batch", "1"), OTHER, "third")).isEqualTo("third");
  }

  @Test
  void repeatOfWhatIsNotDoneYetIsRefused() throws Exception {
    repeats.answer(
        KEY,
        SAME,
        () -> {
          assertThatExceptionOfType(RefusedException.class)
              .isThrownBy(() -> answer(KEY, SAME, "second"))
              .extracting(RefusedException::refusal)
              .isEqualTo(Refusal.IN_PROGRESS);
          return work("first");
        });

    assertThat(done).containsExactly("first");
  }

  @Test
  void whatFailedMayBeDoneAgainEvenOtherwise() throws Exception {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                repeats.answer(
                    KEY,
                    SAME,
                    () -> {
                      throw new IllegalStateException();
                    }));

    assertThat(answer(KEY, OTHER, "second")).isEqualTo("second");
  }

  @Test
  void isForgottenWithAge() throws Exception {
    answer(KEY, SAME, "first");
    timers.advance(999);
    assertThat(answer(KEY, SAME, "second")).isEqualTo("first");
    timers.advance(1);

    assertThat(answer(KEY, OTHER, "third")).isEqualTo("third");
  }

  @Test
  void oldestAreForgottenWhenThereIsTooMuch() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      answer(new Repeats.Key("key:a", "emit", "k" + i), SAME, "answer");
    }

    assertThat(repeats.size()).isBetween(2, 4_096 / 384);
    assertThat(answer(new Repeats.Key("key:a", "emit", "k999"), SAME, "again")).isEqualTo("answer");
    assertThat(answer(new Repeats.Key("key:a", "emit", "k0"), OTHER, "new")).isEqualTo("new");
  }

  @Test
  void answerTooLongForTheLimitIsForgottenAtOnceAndTakesNothing() throws Exception {
    answer(KEY, SAME, "x".repeat(10_000));
    assertThat(repeats.size()).isZero();
    answer(KEY, SAME, "short");

    assertThat(answer(KEY, SAME, "again")).isEqualTo("short");
  }
}
