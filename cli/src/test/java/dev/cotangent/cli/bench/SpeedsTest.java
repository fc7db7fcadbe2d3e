package dev.cotangent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.plan.Machine;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.registry.Registry;
import org.junit.jupiter.api.Test;

class SpeedsTest {

  private static PlanFigures figures(String workload) {
    try (Registry registry = Registry.standard();
        Task task = Task.of(Workload.named(workload), registry, 1)) {
      return task.figures();
    }
  }

  @Test
  void theFractionIsThatOfTheRooflineOfAllThreads() {
    PlanFigures figures = figures("I2-W3");
    Machine machine = Machine.of(1e11, 1e10);
    double rate = 1 / figures.seconds(machine);
    assertThat(new Speeds(1, machine).fraction(rate, figures)).isCloseTo(1, within(1e-9));
    assertThat(new Speeds(2, machine).fraction(rate, figures)).isCloseTo(0.5, within(1e-9));
    assertThat(Speeds.of(Double.NaN, 1, figures)).isEmpty();
  }

  @Test
  void operationsCoverTheProducts() {
    Workload workload = Workload.named("W3");
    assertThat(figures("W3").operations())
        .isBetween(workload.operations(), 1.1 * workload.operations());
  }

  @Test
  void memoryHasASpeed() {
    assertThat(Bandwidth.bytesPerSecond(1e5, 1)).isBetween(1e8, 1e13);
  }

  @Test
  void scalingHasALineForEachNumberOfWorkers() {
    Machine machine = Machine.of(1e11, 1e10);
    String table = new Scaling(machine, machine, 2).table(figures("W3"));
    assertThat(table.lines()).hasSize(7);
    assertThat(table.lines().toList().get(1)).endsWith("1.00");
  }
}
