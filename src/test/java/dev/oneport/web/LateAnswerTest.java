package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeOutput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who runs what belongs to the answer of a request, and when. */
class LateAnswerTest {
  private final ManualExecutor workers = new ManualExecutor();
  private final LateAnswer late =
      new LateAnswer(
          new AsyncRequest(new FakeOutput().context(), workers, new FakeTimers()), workers);
  private final List<String> log = new ArrayList<>();

  @Test
  void whileTheServletWorksEverythingWaitsForItsEndInOrder() {
    late.give(() -> log.add("first"));
    late.give(() -> log.add("second"));
    assertThat(log).isEmpty();

    late.endService();

    assertThat(log).containsExactly("first", "second");
    assertThat(workers.waiting()).isZero();
  }

  @Test
  void laterItIsForAWorker() {
    late.endService();
    late.give(() -> log.add("ran"));
    assertThat(log).isEmpty();

    workers.runAll();

    assertThat(log).containsExactly("ran");
  }

  @Test
  void withinWhatWasGivenItIsAtOnce() {
    late.endService();
    late.give(
        () -> {
          late.give(() -> log.add("inner"));
          log.add("outer");
        });
    workers.runAll();
    assertThat(log).containsExactly("inner", "outer");

    late.give(() -> log.add("later"));
    assertThat(log).hasSize(2);
    workers.runAll();
    assertThat(log).hasSize(3);
  }

  @Test
  void whatIsThereBeforeTheServletReturnsNeedsNoAsynchronousRequest() {
    LateAnswer early = new LateAnswer(workers);
    early.give(() -> log.add(early.write(() -> log.add("written")) + " " + early.complete()));

    assertThat(early.answerInService()).isTrue();

    assertThat(log).containsExactly("written", "null true");
  }

  @Test
  void whatIsNotThereNeedsOne() {
    FakeOutput output = new FakeOutput();
    LateAnswer notYet = new LateAnswer(workers);
    notYet.give(() -> log.add("nothing to write"));
    assertThat(notYet.answerInService()).isFalse();
    assertThat(notYet.answerInService()).isFalse();

    notYet.began(new AsyncRequest(output.context(), workers, new FakeTimers()));
    notYet.give(() -> log.add(notYet.write(() -> log.add("written")) + " " + notYet.complete()));
    assertThat(log).containsExactly("nothing to write");
    notYet.endService();

    assertThat(log).containsExactly("nothing to write", "written", "null true");
    assertThat(output.completed()).isOne();
  }

  @Test
  void aServerThatStopsHasNoWorkers() {
    late.endService();
    workers.shutDown();

    late.give(() -> log.add("ran"));

    assertThat(log).containsExactly("ran");
  }
}
