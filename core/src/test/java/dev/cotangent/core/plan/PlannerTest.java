package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.PortableKernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What plans leave out, share and join, and that running one allocates nothing. */
class PlannerTest {

  private static Plan plan(Tensor... outputs) {
    return Plan.compile(List.of(outputs), new PortableKernels());
  }

  private static Tensor input(int... dims) {
    return Tensor.input("x", DType.F32, Shape.of(dims));
  }

  private static List<Step> steps(Plan plan) {
    return plan.schedule.phases.stream()
        .flatMap(List::stream)
        .flatMap(part -> part.steps.stream())
        .toList();
  }

  @Test
  void biasAndActivationRunOnTheRowsOfTheProduct() {
    Tensor x = input(5, 3);
    Tensor w = Tensor.of(Shape.of(3, 4), new float[12]);
    Tensor b = Tensor.of(Shape.of(4), 1f, 2, 3, 4);
    Plan plan = plan(x.matmul(w).add(b).tanh());
    assertThat(steps(plan)).extracting(Step::name).containsExactly("matmul.NN+add+tanh");
    assertThat(plan.rowwise()).isTrue();
    assertThat(plan.wholeShare()).isZero();
    assertThat(plan.describe()).contains("matmul.NN+add+tanh");
  }

  @Test
  void equalSubexpressionsAreComputedOnce() {
    Tensor x = input(5);
    Plan plan = plan(x.exp(), x.exp().add(1), x.exp().mul(2));
    assertThat(steps(plan).stream().filter(step -> step.name().contains("exp"))).hasSize(1);
  }

  @Test
  void whatDependsOnConstantsAloneIsComputedOncePerRun() {
    Tensor constant = Tensor.of(Shape.of(2), 1f, 2).exp();
    Plan plan = plan(input(2).add(constant));
    assertThat(steps(plan)).extracting(Step::name).containsExactly("add");
    assertThat(plan.constantSteps).hasSize(1);
  }

  @Test
  void twoTranspositionsAreNone() {
    Plan plan = plan(input(2, 3).transpose().transpose().neg());
    assertThat(steps(plan)).extracting(Step::name).containsExactly("neg");
  }

  @Test
  void aChainTakesOneBuffer() {
    Tensor y = input(1000);
    for (int i = 0; i < 100; i++) {
      y = y.mul(0.5).tanh();
    }
    assertThat(plan(y).newRun().bufferBytes()).isLessThanOrEqualTo(2 * 4000);
  }

  @Test
  void sumsOverRowsMakeAPlanDependOnTheBatch() {
    Tensor x = input(5, 3);
    assertThat(plan(x.sub(x.sum(0))).rowwise()).isFalse();
    assertThat(plan(x.sub(x.sum(List.of(1), true))).rowwise()).isTrue();
    assertThat(plan(x.transpose()).rowwise()).isFalse();
  }

  @Test
  void runningAllocatesNothing() {
    for (long seed = 0; seed < 12; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      Plan plan = Plan.compile(graph.outputs, graph.gradients, new PortableKernels());
      Run run = plan.newRun(graph.store);
      graph.feed(run);
      assertThat(bytesOfARun(run)).as("bytes of a run of graph %d", seed).isZero();
    }
  }

  /**
   * The least of several measurements, as the compiler may allocate for this thread at any time.
   */
  private static long bytesOfARun(Run run) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 50 && least > 0; attempt++) {
      run.execute();
      long before = threads.getCurrentThreadAllocatedBytes();
      run.execute();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
