package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.registry.Registry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The clusters of these tests. */
class LocalClusterTest {

  @Test
  void executorsRunInJvmsOfTheirOwnWithTheJarsAsBuilt() {
    try (LocalCluster cluster = LocalCluster.executors(2, 1)) {
      Set<Long> processes =
          cluster
              .context()
              .parallelize(List.of(1, 2, 3, 4), 4)
              .map(
                  each -> {
                    assertThat(Registry.standard().kernels("vector").id()).isEqualTo("vector");
                    return ProcessHandle.current().pid();
                  })
              .collect()
              .stream()
              .collect(Collectors.toSet());
      assertThat(LocalCluster.executorProcesses().stream().map(ProcessHandle::pid).toList())
          .containsAll(processes)
          .hasSize(2);
      LocalCluster.kill(LocalCluster.executorProcesses().get(0));
      cluster.awaitSlots(2);
    }
    assertThat(LocalCluster.executorProcesses()).isEmpty();
  }

  @Test
  void tasksOfALocalSessionRunInThisJvm() {
    try (LocalCluster cluster = LocalCluster.threads(2)) {
      assertThat(cluster.slots()).isEqualTo(2);
      assertThat(
              cluster
                  .context()
                  .parallelize(List.of(1), 1)
                  .map(each -> ProcessHandle.current().pid())
                  .collect())
          .containsExactly(ProcessHandle.current().pid());
    }
  }
}
