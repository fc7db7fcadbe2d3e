package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.step.EpochBatches;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps in a loop of one's own. */
class TrainStepTest {

  private static TrainStep step(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .workers(Workers.serial())
        .kernels(Fixtures.portable())
        .step();
  }

  @Test
  void aLoopOfOnesOwn() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(2));
    float[] features = {0, 1, 1, 0};
    int[] labels = {0, 1};
    try (TrainStep step = TrainStep.compile(model, CrossEntropy.ofClassIndices(), Adam.of(0.1))) {
      float first = step.run(features, labels);
      float last = first;
      for (int i = 0; i < 50; i++) {
        last = step.run(features, labels);
      }
      assertThat(last).isLessThan(first / 2);
      assertThat(step.step()).isEqualTo(51);
      assertThat(step.learningRate()).isEqualTo(0.1);
    }
  }

  @Test
  void restoredStepsGoOnToTheBit() {
    EpochBatches batches = new EpochBatches(Fixtures.blobs(70, 1), 32, 1);
    Model model = Fixtures.classifier(1); // with dropout, which depends on the step
    Model other = Fixtures.classifier(2);
    try (TrainStep step = step(model);
        TrainStep resumed =
            Trainer.of(other)
                .loss(CrossEntropy.ofClassIndices())
                .optimizer(Adam.of(0.01))
                .seed(1)
                .workers(3)
                .step()) {
      run(step, batches, 0, 4);
      TrainingState state = step.state();
      run(step, batches, 4, 11);
      resumed.restore(state);
      assertThat(resumed.step()).isEqualTo(4);
      run(resumed, new EpochBatches(Fixtures.blobs(70, 1), 32, 1), 4, 11);
      assertThat(other.store().sha256()).isEqualTo(model.store().sha256());
    }
  }

  private static void run(TrainStep step, EpochBatches batches, int from, int to) {
    for (int i = from; i < to; i++) {
      step.run(batches.get(i / batches.count(), i % batches.count()));
    }
  }

  @Test
  void aStateOfAnotherTraining() {
    try (TrainStep step = step(Fixtures.classifier(1));
        TrainStep other = step(Fixtures.classifier(2))) {
      assertThatThrownBy(() -> other.restore(step.state()))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("its seed is 1, expected 2");
    }
  }

  @Test
  void aStateOfAnotherModelWithAsManyParameters() {
    Model one = Sequential.of(Dense.of(3), Dense.of(3)).build(Shape.of(2), 1);
    Model two = Sequential.of(Dense.of(2), Dense.of(5)).build(Shape.of(2), 1);
    assertThat(one.parameterCount()).isEqualTo(two.parameterCount());
    String before = two.store().sha256();
    try (TrainStep step = step(one);
        TrainStep other = step(two)) {
      assertThatThrownBy(() -> other.restore(step.state()))
          .isInstanceOf(CotangentException.class)
          .hasMessageContainingAll("0.weight[3, 2]", "0.weight[2, 2]");
    }
    assertThat(two.store().sha256()).isEqualTo(before);
  }

  @Test
  void restoringForgetsMicroBatchesAndAStateWithSomeIsRefused() {
    Model model = Sequential.of(Dense.of(2)).build(Shape.of(2), 1);
    try (TrainStep step = step(model)) {
      TrainingState state = step.state();
      step.accumulate(new float[] {1000, 1000}, new int[] {0});
      assertThatThrownBy(step::state)
          .isInstanceOf(CotangentException.class)
          .hasMessageContainingAll("1 rows are waiting for an update", "call run");
      step.restore(state);
      float loss = step.run(new float[] {0, 0}, new int[] {0});
      String after = model.store().sha256();
      step.restore(state);
      assertThat(step.run(new float[] {0, 0}, new int[] {0})).isEqualTo(loss);
      assertThat(model.store().sha256()).isEqualTo(after);
      assertThat(step.state().step()).isEqualTo(1);
    }
  }

  @Test
  void manyBatchSizes() {
    Model model = Fixtures.classifier(1);
    try (TrainStep step = step(model)) {
      long calls = 0;
      for (int rows : new int[] {7, 3, 9, 1, 12, 7, 5, 7, 12}) {
        step.run(new float[rows * Fixtures.FEATURES], new int[rows]);
        long all = step.kernelCalls().getOrDefault("portable", 0L);
        assertThat(all).isGreaterThan(calls);
        calls = all;
      }
    }
  }

  @Test
  void batchesThatDoNotFit() {
    try (TrainStep step = step(Fixtures.classifier(1))) {
      assertThatThrownBy(() -> step.run(new float[20], new int[3]))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("20 features and 3 labels, expected whole samples [10]");
      assertThatThrownBy(() -> step.run(new float[15], new int[1]))
          .isInstanceOf(ShapeException.class);
      assertThatThrownBy(() -> step.run(new float[0], new int[0]))
          .isInstanceOf(ShapeException.class);
      assertThatThrownBy(() -> step.run(new float[10], new float[3]))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("expected classes as targets");
      assertThatThrownBy(() -> step.run(new float[10], new int[] {3}))
          .isInstanceOf(NonFiniteException.class);
    }
  }

  @Test
  void whatATrainerNeeds() {
    Trainer trainer = Trainer.of(Fixtures.classifier(1));
    Dataset data = Fixtures.blobs(10, 1);
    assertThatThrownBy(() -> trainer.fit(data, 1)).hasMessageContaining("no loss was given");
    trainer.loss(new MeanSquaredError());
    assertThatThrownBy(() -> trainer.fit(data, 1)).hasMessageContaining("no optimizer was given");
    trainer.optimizer(new Sgd());
    assertThatThrownBy(() -> trainer.fit(data, 1))
        .hasMessageContaining("expected numbers as targets");
    assertThatThrownBy(() -> trainer.fit(data, 0)).hasMessageContaining("epochs is 0");
    assertThatThrownBy(() -> trainer.batch(0)).isInstanceOf(CotangentException.class);
  }

  @Test
  void statesFollowTheStepAndWeightsWithoutGradientStay() {
    Model model = Fixtures.model(Shape.of(2), 1, new Mean(), Dense.of(2));
    float[] unused = model.store().read(model.parameter("0.unused"));
    try (TrainStep step = step(model)) {
      step.run(new float[] {1, 2, 3, 6}, new int[] {0, 1});
      assertThat(model.store().read(model.parameter("0.mean"))).containsExactly(1, 2);
      assertThatThrownBy(() -> step.run(new float[] {1, 2, Float.NaN, 6}, new int[] {0, 1}))
          .isInstanceOf(NonFiniteException.class);
      assertThat(model.store().read(model.parameter("0.mean"))).containsExactly(1, 2);
      step.run(new float[] {1, 2, 3, 6}, new int[] {0, 1});
      assertThat(model.store().read(model.parameter("0.mean"))).containsExactly(1.5f, 3);
    }
    assertThat(model.store().read(model.parameter("0.unused"))).isEqualTo(unused);
  }

  /** y = x; keeps a running mean, and a weight that nothing uses. */
  private record Mean() implements LayerSpec {

    @Override
    public String id() {
      return "mean";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      scope.parameter("unused", Shape.of(3), ConstantInitializer.ones());
      return new Built(scope.state("mean", input, ConstantInitializer.zeros()), input);
    }

    private record Built(Parameter mean, Shape outputShape) implements Layer {

      @Override
      public Tensor forward(Tensor x, ForwardContext context) {
        Tensor now = x.mean(List.of(0), false);
        context.update(mean, context.read(mean).add(now).mul(0.5));
        return x;
      }
    }
  }
}
