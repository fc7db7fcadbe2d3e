package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.training.result.History;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The specification of what a cluster has to compute: trainings in one process, with shards. */
class OneProcessTest {

  @Test
  void workersKernelsAndJdksChangeNoBit() throws Exception {
    Bits bits = new Bits();
    List<Jdk> jdks = Jdk.all();
    for (Jdk jdk : jdks) {
      for (String line : jdk.run(NetworkMain.class, "portable", "vector").lines().toList()) {
        String[] fields = line.split("\t", -1);
        bits.note(fields[0], jdk + ", " + fields[1], fields[2]);
      }
    }
    bits.assertAgree(NetworkCase.all(), jdks.size() * 4);
  }

  /** So that equal bits are those of a training, and not of one that does nothing. */
  @Test
  void allLearn() {
    for (NetworkCase each : NetworkCase.all()) {
      History history = each.trainer().fit(each.train(), each.epochs());
      double[] losses = history.validation("loss");
      assertThat(losses[losses.length - 1]).as(each.name()).isLessThan(losses[0]);
    }
  }

  @Test
  void oneStopsEarly() {
    NetworkCase early = NetworkCase.named("stopped_early");
    History history = early.trainer().fit(early.train(), early.epochs());
    assertThat(history.stoppedEarly()).isTrue();
    assertThat(history.epochs()).hasSizeBetween(3, early.epochs() - 1);
  }
}
