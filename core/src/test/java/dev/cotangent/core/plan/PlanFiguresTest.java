package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.PlanFigures.Bound;
import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations, bytes and predicted times of plans on machines whose speeds are given. */
class PlanFiguresTest {

  /** One operation and one byte take as long: a second. */
  private static final Machine EVEN = Machine.of(1, 1).withBarrier(0);

  private static Tensor input(String name, DType type, int... dims) {
    return Tensor.input(name, type, Shape.of(dims));
  }

  private static Tensor input(int... dims) {
    return input("x", DType.F32, dims);
  }

  private static PlanFigures figures(Tensor... outputs) {
    return Plan.compile(List.of(outputs), PortableKernels.of()).figures();
  }

  /** 64 rows: 2·64·8·16 operations on 4·(64·8 + 8·16 + 64·16) bytes. */
  private static PlanFigures product() {
    return figures(input(64, 8).matmul(input("w", DType.F32, 8, 16)));
  }

  @Test
  void operationsAndBytesOfAProduct() {
    PlanFigures figures = product();
    assertThat(figures.operations()).isEqualTo(2 * 64 * 8 * 16);
    assertThat(figures.bytes()).isEqualTo(4 * (64 * 8 + 8 * 16 + 64 * 16));
    assertThat(figures.memory()).isEqualTo(figures.bytes());
    assertThat(figures.phases()).isEqualTo(1);
  }

  @Test
  void theSlowerOfArithmeticAndMemoryBoundsAStep() {
    PlanFigures figures = product();
    Machine slowMemory = Machine.of(1e9, 1);
    Machine slowArithmetic = Machine.of(1, 1e9);
    assertThat(figures.seconds(slowMemory)).isEqualTo(figures.bytes());
    assertThat(figures.seconds(slowArithmetic)).isEqualTo(figures.operations());
    assertThat(figures.bounds(slowMemory)).extracting(Bound::memory).containsExactly(true);
    assertThat(figures.bounds(slowArithmetic)).extracting(Bound::memory).containsExactly(false);
  }

  @Test
  void boundsOfStepsAddUpAndEqualStepsAreOneBound() {
    Tensor w = input("w", DType.F32, 64, 64);
    PlanFigures figures = figures(input(64, 64).matmul(w).matmul(w).softmax());
    List<Bound> bounds = figures.bounds(EVEN);
    assertThat(bounds).extracting(Bound::steps).containsExactly(2, 1);
    assertThat(bounds).extracting(Bound::memory).containsExactly(false, false);
    assertThat(bounds.get(0).operations()).isEqualTo(2 * 2.0 * 64 * 64 * 64);
    assertThat(bounds.stream().mapToDouble(Bound::seconds).sum())
        .isCloseTo(figures.seconds(EVEN), within(1e-6));
  }

  @Test
  void aSliceReadsOnlyItsPart() {
    assertThat(figures(input(64, 64).slice(1, 0, 2)).bytes()).isEqualTo(2 * 4 * 64 * 2);
  }

  @Test
  void aChainThatCannotBeSplitHasOneWorker() {
    PlanFigures figures = figures(input("x", DType.F64, 8).exp().sin());
    assertThat(figures.unsplitShare(EVEN)).isEqualTo(1);
    assertThat(figures.criticalSeconds(EVEN)).isEqualTo(figures.seconds(EVEN));
    assertThat(figures.efficiency(EVEN, 4)).isEqualTo(0.25);
  }

  @Test
  void rowsAreSplitDownToOne() {
    PlanFigures figures = figures(input(64, 4).softmax());
    assertThat(figures.unsplitShare(EVEN)).isZero();
    assertThat(figures.criticalSeconds(EVEN)).isEqualTo(figures.seconds(EVEN) / 64);
    assertThat(figures.efficiency(EVEN, 64)).isEqualTo(1);
    assertThat(figures.efficiency(EVEN, 128)).isEqualTo(0.5);
    assertThat(figures.efficiency(EVEN, 48)).isCloseTo(64 / 96.0, within(1e-9));
  }

  @Test
  void everyWorkerReadsTheSharedFactor() {
    double shared = 4 * 8 * 16;
    Machine slowMemory = Machine.of(1e9, 1).withBarrier(0);
    double bytes = product().bytes();
    assertThat(product().seconds(slowMemory, 4)).isEqualTo(shared + (bytes - shared) / 4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 1e3})
  void efficiencyIsAtMostOneAndTimeFalls(double speed) {
    PlanFigures figures = figures(input(64, 64).matmul(input("w", DType.F32, 64, 8)).softmax());
    Machine machine = Machine.of(speed, 1).withTogether(8 * speed, 3);
    double before = Double.POSITIVE_INFINITY;
    for (int workers : new int[] {1, 2, 4, 8, 16, 32}) {
      double seconds = figures.seconds(machine.withBarrier(0), workers);
      assertThat(seconds).isLessThanOrEqualTo(before * (1 + 1e-12));
      assertThat(figures.efficiency(machine, workers)).isPositive().isLessThanOrEqualTo(1 + 1e-12);
      before = seconds;
    }
    assertThat(figures.seconds(machine, 1)).isCloseTo(figures.seconds(machine), within(1e-6));
  }

  @Test
  void sharedBandwidthAndBarriersCostEfficiency() {
    PlanFigures figures = figures(input(64, 4).softmax());
    Machine slow = Machine.of(1e9, 1).withBarrier(0);
    assertThat(figures.efficiency(slow, 2)).isCloseTo(1, within(1e-9));
    assertThat(figures.efficiency(slow.withTogether(1e9, 1), 2)).isCloseTo(0.5, within(1e-9));
    double seconds = figures.seconds(slow, 2);
    assertThat(figures.seconds(slow.withBarrier(3), 2)).isCloseTo(seconds + 3, within(1e-6));
    assertThat(figures.seconds(slow.withBarrier(3), 1)).isEqualTo(figures.seconds(slow));
  }

  @Test
  void otherWorkIsIncluded() {
    PlanFigures both = product().plus(new Sweep(), 50);
    assertThat(both.operations()).isEqualTo(product().operations() + 10);
    assertThat(both.bytes()).isEqualTo(product().bytes() + 100);
    assertThat(both.memory()).isEqualTo(product().memory() + 50);
    assertThat(both.phases()).isEqualTo(2);
    assertThat(both.describe(EVEN)).contains("sweep", "memory", "in 2 phases");
  }

  /** A phase of work that is no plan. */
  private static final class Sweep implements Work {

    @Override
    public int phases() {
      return 1;
    }

    @Override
    public int parts(int phase) {
      return 1;
    }

    @Override
    public Rows rows(int phase, int part) {
      return Rows.OVER_ROWS;
    }

    @Override
    public int units(int phase, int part) {
      return 10;
    }

    @Override
    public double cost(int phase, int part) {
      return 10;
    }

    @Override
    public double bytes(int phase, int part) {
      return 100;
    }

    @Override
    public void run(int phase, int part, int from, int to, int worker) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String describe(int phase, int part) {
      return "sweep";
    }
  }

  @Test
  void theDescriptionHasALineForEachNumberOfWorkers() {
    String text =
        Plan.compile(List.of(input(64, 4).softmax()), PortableKernels.of())
            .describe(Machine.of(1e9, 1e9));
    assertThat(text)
        .startsWith("Plan for portable kernels")
        .contains("On a machine with 1 GFLOP/s and 1 GB/s for each worker")
        .containsPattern("\n +32 .* %");
    assertThat(text.lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void wrongSpeedsAreRefused() {
    assertThatThrownBy(() -> Machine.of(0, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("operations is 0.0 per second, expected a number above 0");
    assertThatThrownBy(() -> Machine.of(1, Double.NaN)).hasMessageContaining("bytes is NaN");
    assertThatThrownBy(() -> EVEN.withTogether(1, -1)).hasMessageContaining("bytesTogether");
    assertThatThrownBy(() -> EVEN.withBarrier(-1)).hasMessageContaining("barrier is -1.0 s");
    assertThatThrownBy(() -> product().seconds(EVEN, 0)).hasMessageContaining("expected 1 or more");
  }
}
