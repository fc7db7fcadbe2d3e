package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.work.Workers;
import dev.cotangent.spark.data.ClusterSamples;
import dev.cotangent.training.result.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promise of this module: the bits of a training do not depend on executors, cores and JDKs.
 * All of it with {@code -Dcotangent.matrix=all}, otherwise a part that takes a minute.
 */
class ClusterBitsTest {

  private static final int MOST_TRIES = 100;
  private static final boolean ALL = "all".equals(System.getProperty("cotangent.matrix"));

  private final Bits bits = new Bits();

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void executorsCoresAndJdksChangeNoBit() throws Exception {
    List<Jdk> jdks = Jdk.all();
    List<NetworkCase> cases = NetworkCase.networks();
    for (NetworkCase each : cases) {
      bits.note(each.name(), "one process", NetworkCase.bits(alone(each)));
    }
    List<Placement> placements = new ArrayList<>(List.of(Placement.here(), Placement.mixed(jdks)));
    if (ALL) {
      placements.addAll(Placement.matrix(jdks));
    }
    for (Placement placement : placements) {
      train(placement, cases);
    }
    bits.assertAgree(cases, 1 + placements.size());
  }

  private static History alone(NetworkCase each) {
    return each.trainer().workers(Workers.serial()).fit(each.train(), each.epochs());
  }

  private void train(Placement placement, List<NetworkCase> cases) throws Exception {
    long start = System.nanoTime();
    try (LocalCluster cluster = placement.start()) {
      Set<Integer> found = new HashSet<>();
      for (int i = 0; i < MOST_TRIES && !found.equals(placement.versions()); i++) {
        found.addAll(versions(cluster, placement.members()));
      }
      assertThat(found).isEqualTo(placement.versions());
      for (NetworkCase each : cases) {
        TrainingResult result =
            SparkTraining.of(cluster.context(), each.model(), each::apply)
                .tasks(tasks(placement, each))
                .validation(each.validation())
                .fit(ClusterSamples.of(new CaseSource(each)), each.epochs());
        bits.note(each.name(), placement.toString(), NetworkCase.bits(result.history()));
        assertThat(result.model().store().sha256()).isEqualTo(result.history().sha256());
      }
    }
    System.out.println(placement + ", " + (System.nanoTime() - start) / 1_000_000_000 + " s");
  }

  /** As many as fit, if that leaves rows to each. */
  private static int tasks(Placement placement, NetworkCase each) {
    int tasks = placement.members();
    while (!each.suffices(tasks)) {
      tasks--;
    }
    return tasks;
  }

  /** The Java of some tasks, as many as run at the same time; one executor may run several. */
  private static Set<Integer> versions(LocalCluster cluster, int tasks) {
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    return Set.copyOf(
        cluster.context().parallelize(numbers, tasks).map(number -> version()).collect());
  }

  private static int version() throws InterruptedException {
    Thread.sleep(100); // so that other executors take tasks, too
    return Runtime.version().feature();
  }
}
