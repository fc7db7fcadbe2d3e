package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.figures.Quantity;
import dev.cotangent.core.plan.figures.Tally;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What a profiler counts, and that it leaves the results alone. */
class ProfilerTest {

  @Test
  void aTallyKnowsTheMedianOfItsLatestTimes() {
    Tally tally = new Tally();
    for (int i = 0; i < 5000; i++) {
      tally.add(i < 3000 ? 1_000_000 : i, 2);
    }
    assertThat(tally.calls()).isEqualTo(5000);
    assertThat(tally.busyNanos()).isEqualTo(10_000);
    assertThat(tally.medianNanos()).isBetween(4400L, 4500L);
    assertThat(new Tally().medianNanos()).isZero();
  }

  @Test
  void aSectionThatIsNeverCalledIsListed() {
    Profiler profiler = Profiler.of();
    profiler.section("idle");
    assertThat(profiler.profile().spans()).extracting(Profile.Section::calls).containsExactly(0L);
  }

  @Test
  void theTimesOfASectionAreAddedUp() {
    Profiler profiler = Profiler.of();
    LongConsumer section = profiler.section("planning");
    section.accept(1_000_000_000);
    section.accept(500_000_000);
    Profile.Section planning = profiler.profile().spans().get(0);
    assertThat(planning.calls()).isEqualTo(2);
    assertThat(planning.seconds()).isEqualTo(1.5);
  }

  @Test
  void aTimedRunHasTheBitsOfOneThatIsNot() {
    for (long seed = 0; seed < 20; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      Plan plan = Plan.compile(graph.outputs, graph.gradients, PortableKernels.of());
      float[] plain = new float[graph.store.trainableSize()];
      float[] timed = new float[plain.length];
      Profiler profiler = Profiler.of();
      Run one = plan.newRun(graph.store, plain);
      Run other = plan.newRun(List.of(graph.store), List.of(timed), profiler);
      for (Run run : List.of(one, other)) {
        graph.feed(run);
        run.execute(new ShuffledWorkers(seed));
      }
      assertThat(timed).containsExactly(plain);
      for (int output = 0; output < graph.outputs.size(); output++) {
        assertThat(other.read(output)).containsExactly(one.read(output));
      }
      assertThat(profiler.profile().kernels().isEmpty()).isEqualTo(plan.schedule.phases.isEmpty());
    }
  }

  @Test
  void stepsOfEqualShapesAreCountedTogether() {
    Profiler profiler = Profiler.of();
    RandomGraph graph = new RandomGraph(1);
    Plan plan = Plan.compile(graph.outputs, graph.gradients, PortableKernels.of());
    Run run =
        plan.newRun(
            List.of(graph.store), List.of(new float[graph.store.trainableSize()]), profiler);
    graph.feed(run);
    for (int i = 0; i < 3; i++) {
      run.execute();
    }
    long steps =
        plan.schedule.phases.stream()
            .flatMap(List::stream)
            .mapToLong(part -> part.steps.size())
            .sum();
    assertThat(profiler.profile().kernels().stream().mapToLong(Profile.Kernel::calls).sum())
        .isEqualTo(3 * steps);
  }

  @Test
  void aKernelIsComparedWithItsRoofline() {
    Profile.Kernel kernel = new Profile.Kernel("", "k", "vector", "", 10, 4, 0.4, 200, 100);
    assertThat(kernel.bound(Machine.of(100, 100))).isEqualTo(2);
    assertThat(kernel.bound(Machine.of(200, 50))).isEqualTo(2);
    String text = new Profile(5, List.of(), List.of(kernel)).describe(Machine.of(100, 1e3));
    assertThat(text)
        .contains("arithmetic\n", "all steps of the plan: roofline 2 s of 4 s, 0.5")
        .contains("reached");
  }

  @Test
  void quantitiesHaveThreeDigits() {
    assertThat(Quantity.of(999)).isEqualTo("999");
    assertThat(Quantity.of(999.6)).isEqualTo("1k");
    assertThat(Quantity.of(1.05e6, "FLOP")).isEqualTo("1.05 MFLOP");
    assertThat(Quantity.of(Double.NaN)).isEqualTo("-");
    assertThat(Quantity.share(1, 8)).isEqualTo("12.5 %");
    assertThat(Quantity.share(0, 0)).isEqualTo("0 %");
    assertThat(Quantity.time(0.0004)).isEqualTo("400 µs");
    assertThat(Quantity.time(0.25)).isEqualTo("250 ms");
    assertThat(Quantity.time(12.34)).isEqualTo("12.3 s");
  }
}
