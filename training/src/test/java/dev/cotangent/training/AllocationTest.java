package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.ConstantRate;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.KernelSwitch;
import dev.cotangent.training.step.ParameterGroups;
import dev.cotangent.training.step.Sharding;
import dev.cotangent.training.step.StepSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps, with gathering and shuffling, allocate nothing in any thread. */
class AllocationTest {

  private static final int STEPS = 1_000;
  private static final int ATTEMPTS = 30;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int done;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aThousandSteps(int count) {
    assertNothingAllocated(count, "portable");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aThousandStepsOnVectorKernels(int count) {
    assertNothingAllocated(count, "vector");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aThousandStepsOfARecurrentNetwork(int count) {
    assertNothingAllocated(Fixtures.recurrent(1), count, "portable");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aThousandStepsOfARecurrentNetworkOnVectorKernels(int count) {
    assertNothingAllocated(Fixtures.recurrent(1), count, "vector");
  }

  /**
   * Vector kernels that are rare in the profile of the portable ones must not be boxed for ever.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aThousandStepsAfterEachChangeOfKernels(int count) {
    assertNothingAllocated(
        Fixtures.classifier(1), count, "portable", "vector", "portable", "vector");
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "vector"})
  void aThousandStepsOnImages(String set) {
    assertNothingAllocated(Fixtures.imageClassifier(1), 2, set);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "vector"})
  void aThousandStepsOfNormalizingLayers(String set) {
    assertNothingAllocated(Fixtures.normalizedClassifier(1), 1, set);
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "vector"})
  void aThousandStepsAlongSequences(String set) {
    assertNothingAllocated(Fixtures.sequenceClassifier(1), 1, set);
  }

  @Test
  void aThousandUpdatesOfGroupsWithMicroBatches() {
    Model model = Fixtures.classifier(1);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(model.sampleShape(), 203, 1), 50, 1);
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(AdamW.of(0.001))
            .group("*.bias", AdamW.of(0.001).withWeightDecay(0))
            .freeze("0.*")
            .clipValue(1)
            .workers(Workers.serial())
            .kernels(Fixtures.portable());
    assertNothingAllocated(trainer, step -> accumulations(step, batches));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThousandStepsOfShards(boolean bfloat16) {
    Model model = Fixtures.classifier(1);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(model.sampleShape(), 40, 1), 25, 1);
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(new Adam())
            .shards(16)
            .bfloat16Gradients(bfloat16)
            .workers(Workers.serial())
            .kernels(Fixtures.portable());
    assertNothingAllocated(trainer, step -> steps(step, batches));
  }

  /** Rounds of steps of each shard by itself, and their means. */
  @Test
  void aThousandLocalSteps() {
    Model model = Fixtures.normalizedClassifier(1);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(model.sampleShape(), 40, 1), 25, 1);
    StepSettings settings =
        new StepSettings(
            Objective.supervised(model, CrossEntropy.ofClassIndices()),
            ParameterGroups.of(new Adam()),
            new ConstantRate(),
            Optional.empty(),
            Optional.empty(),
            1,
            Sharding.NONE.withCount(5).withSyncEvery(3));
    Engine serial = new Engine(Workers.serial(), false, KernelSwitch.always(Fixtures.portable()));
    long least = Long.MAX_VALUE;
    try (TrainStep step = new TrainStep(settings, serial)) {
      for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
        least = Math.min(least, allocatedBy(() -> steps(step, batches)));
      }
    }
    assertThat(least).isZero();
  }

  @Test
  void aThousandStepsWithinATimeLimit() {
    Model model = Fixtures.classifier(1);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(model.sampleShape(), 203, 1), 50, 1);
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(new Adam())
            .kernels(Fixtures.portable())
            .stepLimit(Duration.ofMinutes(1));
    assertNothingAllocated(trainer, step -> steps(step, batches));
  }

  @Test
  void aThousandStepsOfAnObjectiveOfSeveralInputsAndTargets() {
    Model model = Fixtures.classifier(1);
    Dataset data =
        Fixtures.blobs(model.sampleShape(), 203, 1)
            .with("number", NumberTargets.of(new float[203]).withWeights(ones(203)))
            .withInput("shift", Shape.scalar(), ones(203));
    Objective objective =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("features", model.sampleShape()));
              Tensor labels = f.labels("target", Shape.scalar());
              f.part("class", CrossEntropy.ofClassIndices().terms(y, labels), 1);
              Tensor number = y.sum(-1).add(f.input("shift", Shape.scalar()));
              LossTerms errors = LossTerms.of(number.square());
              f.input("target.number", Shape.of(1));
              f.part("number", errors.weighted(f.input("weights.number", Shape.scalar())), 0.1);
              f.output("scores", y);
            });
    EpochBatches batches = new EpochBatches(data, 50, 1);
    Trainer trainer =
        Trainer.of(objective)
            .optimizer(new Adam())
            .metrics(OutputMetric.of(new Accuracy(), "scores", "target"))
            .workers(Workers.serial())
            .kernels(Fixtures.portable());
    long least = Long.MAX_VALUE;
    try (TrainStep step = trainer.step()) {
      for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
        step.evaluate(data);
        least = Math.min(least, allocatedBy(() -> steps(step, batches)));
      }
    }
    assertThat(least).isZero();
  }

  @Test
  void aThousandUpdatesOfSeveralMicroBatches() {
    Model model = Fixtures.classifier(1);
    int size = model.sampleShape().size();
    Objective objective =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("x", model.sampleShape())).square();
              f.part("all", y);
              Tensor rows = f.input("mask", Shape.scalar());
              f.part("some", LossTerms.of(y.sum(-1)).weighted(rows), 2);
            });
    Batch two = Batch.of("x", new float[2 * size]).and("mask", ones(2));
    Batch three = Batch.of("x", new float[3 * size]).and("mask", ones(3));
    List<Batch> both = List.of(two, three);
    long least = Long.MAX_VALUE;
    try (TrainStep step =
        Trainer.of(objective)
            .optimizer(new Adam())
            .workers(Workers.serial())
            .kernels(Fixtures.portable())
            .step()) {
      for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
        least = Math.min(least, allocatedBy(() -> updates(step, both)));
      }
    }
    assertThat(least).isZero();
  }

  private static void updates(TrainStep step, List<Batch> microBatches) {
    for (int i = 0; i < STEPS; i++) {
      step.run(microBatches);
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void accumulations(TrainStep step, EpochBatches batches) {
    for (int i = 0; i < STEPS; i++) {
      step.accumulate(batches.get(0, 0));
      step.run(batches.get(0, 1));
    }
  }

  @Test
  void aThousandPredictionsOnImages() {
    Model model = Fixtures.imageClassifier(1);
    Predictor predictor = model.predictor();
    float[] in = new float[37 * model.sampleShape().size()];
    float[] out = new float[37 * Fixtures.CLASSES];
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      least = Math.min(least, allocatedBy(() -> predictions(predictor, in, out)));
    }
    assertThat(least).isZero();
  }

  /** Of one sample and of several chunks, each time with parameters that a step has changed. */
  @Test
  void livePredictionsBetweenSteps() {
    Model model = Fixtures.classifier(1);
    Predictor live = model.live();
    float[] one = new float[model.sampleShape().size()];
    float[] many = new float[37 * one.length];
    Arrays.fill(many, 0.5f);
    float[] single = new float[Fixtures.CLASSES];
    float[] out = new float[37 * Fixtures.CLASSES];
    EpochBatches batches = new EpochBatches(Fixtures.blobs(model.sampleShape(), 203, 1), 50, 1);
    Engine serial = new Engine(Workers.serial(), false, KernelSwitch.always(Fixtures.portable()));
    long least = Long.MAX_VALUE;
    try (TrainStep step = step(model, serial)) {
      Runnable loop =
          () -> {
            for (int end = done + STEPS / 20; done < end; done++) {
              step.run(batches.get(done / batches.count(), done % batches.count()));
              live.predict(one, single);
              live.predict(many, out);
            }
          };
      // short attempts, and more of them: vector kernels allocate until the JVM has compiled them
      for (int attempt = 0; attempt < 20 * ATTEMPTS && least > 0; attempt++) {
        least = Math.min(least, allocatedBy(loop));
      }
    }
    assertThat(out).isEqualTo(model.predictor().predict(many));
    assertThat(least).isZero();
  }

  private static void predictions(Predictor predictor, float[] in, float[] out) {
    for (int i = 0; i < STEPS; i++) {
      predictor.predict(in, out);
    }
  }

  private void assertNothingAllocated(Trainer trainer, Consumer<TrainStep> steps) {
    long least = Long.MAX_VALUE;
    try (TrainStep step = trainer.step()) {
      for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
        least = Math.min(least, allocatedBy(() -> steps.accept(step)));
      }
    }
    assertThat(least).isZero();
  }

  private void assertNothingAllocated(int count, String set) {
    assertNothingAllocated(Fixtures.classifier(1), count, set);
  }

  private void assertNothingAllocated(Model model, int count, String... sets) {
    RecordingWorkers workers = new RecordingWorkers(ForkJoinWorkers.of(count, 0));
    EpochBatches batches = new EpochBatches(Fixtures.blobs(model.sampleShape(), 203, 1), 50, 1);
    KernelSwitch kernels = KernelSwitch.always(Fixtures.portable());
    try (workers;
        TrainStep step = step(model, new Engine(workers, false, kernels))) {
      for (String set : sets) {
        kernels.changeTo(Fixtures.REGISTRY.kernels(set));
        assertNothingAllocated(count, workers, step, batches);
      }
    }
  }

  private void assertNothingAllocated(
      int count, RecordingWorkers workers, TrainStep step, EpochBatches batches) {
    steps(step, batches);
    long least = Long.MAX_VALUE;
    // the JVM itself allocates now and then, the more so while it compiles, and a loaded machine
    // may starve helpers
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long helped = workers.helped.get();
      long allocated = allocatedBy(() -> steps(step, batches));
      boolean counts = count == 1 || workers.helped.get() > helped;
      least = counts ? Math.min(least, allocated) : least;
    }
    assertThat(least).isZero();
  }

  private static TrainStep step(Model model, Engine engine) {
    StepSettings settings =
        new StepSettings(
            Objective.supervised(model, CrossEntropy.ofClassIndices()),
            new Adam(),
            Cosine.of(100_000),
            Optional.of(GradientClipping.byGlobalNorm(1)),
            1);
    return new TrainStep(settings, engine);
  }

  /** Two hundred epochs of five batches, the last of which is smaller. */
  private void steps(TrainStep step, EpochBatches batches) {
    for (int end = done + STEPS; done < end; done++) {
      step.run(batches.get(done / batches.count(), done % batches.count()));
    }
  }

  /** Bytes that the calling thread and all workers allocate meanwhile; not those of the build. */
  private long allocatedBy(Runnable action) {
    Thread caller = Thread.currentThread();
    long[] others =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(info -> info != null && info.getThreadName().startsWith("cotangent-"))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    long[] before = threads.getThreadAllocatedBytes(others);
    long own = threads.getThreadAllocatedBytes(caller.getId());
    action.run();
    long sum = threads.getThreadAllocatedBytes(caller.getId()) - own;
    long[] after = threads.getThreadAllocatedBytes(others);
    for (int i = 0; i < others.length; i++) {
      sum += Math.max(0, after[i] - before[i]); // a thread that has ended shows -1
    }
    return sum;
  }
}
