package dev.cotangent.spark.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.spark.LocalCluster;
import dev.cotangent.training.cluster.SampleBlocks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of samples on executors in JVMs of their own, of which one is lost. */
class SamplesOnExecutorsTest {

  @Test
  void theOrderIsTheSameOnExecutorsAndAfterTheLossOfOne() {
    List<String> expected;
    try (LocalCluster cluster = LocalCluster.threads(1)) {
      expected = Rows.read(cluster.context(), samples(cluster, 3), 3);
    }
    try (LocalCluster cluster = LocalCluster.executors(2, 2)) {
      OrderedSamples<Rows.House> samples = samples(cluster, 9);
      SampleBlocks blocks = new SampleBlocks(samples.count(), 32, 16);
      MemberSamples members = samples.members(cluster.context(), blocks, 3);
      assertThat(Rows.read(members)).isEqualTo(expected);
      LocalCluster.kill(LocalCluster.executorProcesses().get(0)); // with its part of the shuffle
      assertThat(Rows.read(members)).isEqualTo(expected);
    }
  }

  private static OrderedSamples<Rows.House> samples(LocalCluster cluster, int partitions) {
    return OrderedSamples.of(
        cluster.context().parallelize(Rows.houses(2000), partitions),
        Rows.LAYOUT,
        Rows::encodeNumbered);
  }
}
