package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.compile.Schedule;
import dev.cotangent.core.plan.step.Step;
import dev.cotangent.core.work.Workers;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What plans leave out, share and join, and that running one allocates nothing. */
class PlannerTest {

  private static Plan plan(Tensor... outputs) {
    return Plan.compile(List.of(outputs), PortableKernels.of());
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
  void aLargeProductIsCutIntoPanelsOfColumns() {
    Tensor w = Tensor.of(Shape.of(1024, 449), numbers(1024 * 449));
    Tensor bias = Tensor.of(Shape.of(449), numbers(449));
    Tensor hidden = input(48, 1024).matmul(w).add(bias).relu();
    Tensor[] outputs = {hidden, hidden.matmul(w.transpose()), hidden.sum(0)};
    Plan plan = plan(outputs);
    assertThat(plan.schedule.phases.get(0).get(0).panels).isTrue();
    assertThat(plan.schedule.phases.get(0).get(0).units).isEqualTo(15);
    assertThat(plan.rowwise()).isFalse();
    assertThat(plan(hidden).rowwise()).isTrue();
    Plan plain = Plan.unoptimized(List.of(outputs), List.of(), PortableKernels.of());
    Run expected = plain.newRun();
    expected.feed("x", numbers(48 * 1024), 0);
    expected.execute();
    Run run = plan.newRun();
    run.feed("x", numbers(48 * 1024), 0);
    for (Workers workers :
        List.of(Workers.serial(), new ShuffledWorkers(3), new ShuffledWorkers(4))) {
      run.poison();
      run.execute(workers);
      for (int i = 0; i < outputs.length; i++) {
        assertThat(run.read(i)).isEqualTo(expected.read(i));
      }
    }
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (i * 37 % 101 - 50) / 64f;
    }
    return numbers;
  }

  @Test
  void lossAndGradientOfACrossEntropyAreOnePass() {
    Tensor logits = input(5, 3);
    Tensor labels = Tensor.i32(Shape.of(5), 0, 1, 2, 1, 0);
    Tensor loss = logits.softmaxCrossEntropy(labels).mean();
    Tensor gradient = Gradients.of(loss, logits).of(logits);
    Plan plan = plan(loss, gradient);
    assertThat(steps(plan)).extracting(Step::name).contains("softmax_cross_entropy+grad");
    assertThat(steps(plan)).extracting(Step::name).doesNotContain("softmax_cross_entropy");
    Run run = plan.newRun();
    run.feed("x", numbers(15), 0);
    run.execute();
    Run expected =
        Plan.unoptimized(List.of(loss, gradient), List.of(), PortableKernels.of()).newRun();
    expected.feed("x", numbers(15), 0);
    expected.execute();
    assertThat(run.read(0)).isEqualTo(expected.read(0));
    assertThat(run.read(1)).isEqualTo(expected.read(1));
  }

  @Test
  void rowsTooLargeForTheCachePassAFewAtATime() {
    Tensor x = input(64, 100_000);
    Tensor y = x.exp().sum(List.of(1), true).mul(x).sum(1);
    Schedule.Part part = plan(y).schedule.phases.get(0).get(0);
    assertThat(Stretch.of(part)).hasSize(1);
    assertThat(Stretch.of(part).get(0).rows()).isOne();
    Schedule.Part small = plan(input(64, 10).exp().sum(1)).schedule.phases.get(0).get(0);
    assertThat(Stretch.of(small)).extracting(Stretch::rows).containsExactly(64);
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
  void aGradientLiesInItsSliceAlone() {
    Parameter parameter = Parameter.weight("w", Shape.of(1000), ConstantInitializer.zeros());
    Tensor w = Tensor.parameter(parameter);
    Tensor loss = w.square().sum();
    ParameterGradient slice = new ParameterGradient(parameter, Gradients.of(loss, w).of(w));
    Plan plan = Plan.compile(List.of(loss), List.of(slice), PortableKernels.of());
    Run run = plan.newRun(ParameterStore.of(List.of(parameter)));
    assertThat(run.bufferBytes()).isEqualTo(4 * (1000 + 1)); // the squares and their sum
  }

  @Test
  void sumsOverRowsMakeAPlanDependOnTheBatch() {
    Tensor x = input(5, 3);
    assertThat(plan(x.sub(x.sum(0))).rowwise()).isFalse();
    assertThat(plan(x.sub(x.sum(List.of(1), true))).rowwise()).isTrue();
    assertThat(plan(x.transpose()).rowwise()).isFalse();
  }

  @Test
  void stepsInTimeThatAreFoldedIntoRowsDoNotMakeAPlanDependOnTheBatch() {
    Tensor x = input(5, 3, 2);
    Tensor w = Tensor.of(Shape.of(2, 4), numbers(8));
    Tensor folded = x.reshape(Shape.of(15, 2)).matmul(w).tanh();
    assertThat(plan(folded.reshape(Shape.of(5, 12))).rowwise()).isTrue();
    assertThat(plan(folded.reshape(Shape.of(5, 3, 4)).transpose()).rowwise()).isTrue();
    assertThat(plan(x.cast(DType.I32).cast(DType.F32)).rowwise()).isTrue();
    assertThat(plan(folded.sub(folded.slice(0, 0, 1))).rowwise()).isFalse();
    assertThat(plan(x.reshape(Shape.of(3, 10)).softmax()).rowwise()).isFalse();
  }

  @Test
  void runningAllocatesNothing() {
    for (long seed = 0; seed < 12; seed++) {
      RandomGraph graph = new RandomGraph(seed);
      Plan plan = Plan.compile(graph.outputs, graph.gradients, PortableKernels.of());
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
