package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.KernelSwitch;
import dev.cotangent.training.step.StepSettings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that changes its kernels on the way. */
class KernelSwitchTest {

  private static final Kernels PORTABLE = Fixtures.portable();
  private static final Kernels VECTOR = Fixtures.REGISTRY.kernels("vector");
  private static final int STEPS = 25;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 7, 24})
  void aChangeAtAnyStepGivesTheBitsOfEitherSet(int change) {
    List<String> portable = train(KernelSwitch.always(PORTABLE), -1, 1);
    assertThat(train(KernelSwitch.always(VECTOR), -1, 1)).isEqualTo(portable);
    for (int workers : new int[] {1, 2, 3}) {
      assertThat(train(KernelSwitch.always(PORTABLE), change, workers)).isEqualTo(portable);
    }
  }

  /** Hashes of parameters and optimizer state after some epochs with a smaller last batch. */
  private static List<String> train(KernelSwitch kernels, int change, int count) {
    Model model = Fixtures.classifier(7);
    EpochBatches batches = new EpochBatches(Fixtures.blobs(203, 1), 50, 7);
    try (TrainStep step = step(model, kernels, ForkJoinWorkers.of(count, 0))) {
      for (int i = 0; i < STEPS; i++) {
        if (i == change) {
          kernels.changeTo(VECTOR);
        }
        step.run(batches.get(i / batches.count(), i % batches.count()));
      }
      if (change > 0) {
        assertThat(step.kernelCalls().keySet()).containsExactly("portable", "vector");
        assertThat(step.kernelCalls().values()).allMatch(calls -> calls > 0);
      }
      List<String> hashes = new ArrayList<>(List.of(model.store().sha256()));
      step.state().slots().forEach(slot -> hashes.add(model.store().sha256OfWeights(slot)));
      return hashes;
    }
  }

  @Test
  void aTrainingChangesByItselfOnceTheOtherSetIsFaster() throws Exception {
    Model changing = large();
    Model portable = large();
    KernelSwitch kernels = KernelSwitch.warming(slow(), () -> VECTOR, 1_000_000);
    int steps;
    try (TrainStep step = step(changing, kernels, Workers.serial())) {
      steps = stepsUntilVector(step);
      assertThat(step.kernelCalls().get("vector")).isPositive();
      assertThat(step.kernelCalls().get("portable")).isPositive();
    }
    try (TrainStep step = step(portable, KernelSwitch.always(PORTABLE), Workers.serial())) {
      for (int i = 0; i < steps; i++) {
        step.run(features(i % 8), new int[64]);
      }
    }
    assertThat(changing.store().sha256()).isEqualTo(portable.store().sha256());
  }

  /** Portable kernels that are slower than vector ones on any machine. */
  private static Kernels slow() {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == void.class) {
                LockSupport.parkNanos(5_000_000);
              }
              return method.invoke(PORTABLE, arguments);
            });
  }

  private static int stepsUntilVector(TrainStep step) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int steps = 0;
    while (!step.kernelCalls().containsKey("vector") && System.nanoTime() < end) {
      step.run(features(steps++ % 8), new int[64]);
    }
    return steps;
  }

  @Test
  void aFailureOfTheOtherSetDisturbsNothing() throws Exception {
    assertStaysPortable(
        () -> {
          throw new IllegalStateException("no such kernels");
        });
    assertStaysPortable(
        () -> {
          throw new NoClassDefFoundError("jdk/incubator/vector/FloatVector");
        });
    assertStaysPortable(() -> PORTABLE);
  }

  private static void assertStaysPortable(Supplier<Kernels> faster) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Supplier<Kernels> asking =
        () -> {
          asked.countDown();
          return faster.get();
        };
    try (TrainStep step =
        step(large(), KernelSwitch.warming(PORTABLE, asking, 0), Workers.serial())) {
      for (int i = 0; i < STEPS; i++) {
        step.run(features(0), new int[64]);
      }
      asked.await();
      assertEnds(warmUpThread());
      step.run(features(0), new int[64]);
      assertThat(step.kernelCalls().keySet()).containsExactly("portable");
    }
  }

  @Test
  void closingEndsTheWarming() throws Exception {
    // a set is never clearly faster than itself in disguise
    KernelSwitch kernels =
        KernelSwitch.warming(PORTABLE, dev.cotangent.core.kernel.portable.PortableKernels::of, 0);
    Optional<Thread> thread;
    try (TrainStep step = step(large(), kernels, Workers.serial())) {
      step.run(features(0), new int[64]);
      thread = warmUpThread();
      assertThat(thread).hasValueSatisfying(found -> assertThat(found.isDaemon()).isTrue());
    }
    assertThat(thread.orElseThrow().isAlive()).as("alive after closing").isFalse();
    assertThat(kernels.kernels()).isSameAs(PORTABLE);
  }

  @Test
  void closingOnAnInterruptedThreadWaitsAndKeepsTheFlag() {
    KernelSwitch kernels =
        KernelSwitch.warming(PORTABLE, dev.cotangent.core.kernel.portable.PortableKernels::of, 0);
    TrainStep step = step(large(), kernels, Workers.serial());
    step.run(features(0), new int[64]);
    Thread warming = warmUpThread().orElseThrow();
    Thread.currentThread().interrupt();
    step.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(warming.isAlive()).isFalse();
  }

  static Optional<Thread> warmUpThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("cotangent-warm-up"))
        .findFirst();
  }

  private static void assertEnds(Optional<Thread> thread) throws InterruptedException {
    if (thread.isPresent()) {
      thread.get().join(PATIENCE_NANOS / 1_000_000);
      assertThat(thread.get().isAlive()).isFalse();
    }
  }

  private static TrainStep step(Model model, KernelSwitch kernels, Workers workers) {
    StepSettings settings =
        new StepSettings(
            Objective.supervised(model, CrossEntropy.ofClassIndices()),
            Adam.of(1e-2),
            Cosine.of(100_000),
            Optional.of(GradientClipping.byGlobalNorm(0.5)),
            7);
    return new TrainStep(settings, new Engine(workers, true, kernels));
  }

  /** Trains until the steps have changed to vector kernels. */
  static void trainUntilVector() {
    KernelSwitch kernels = KernelSwitch.warming(slow(), () -> VECTOR, 1_000_000);
    try (TrainStep step = step(large(), kernels, Workers.serial())) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (kernels.isWatching() && System.nanoTime() < end) {
        step.run(features(0), new int[64]);
      }
    }
  }

  private static Model large() {
    return Fixtures.model(Shape.of(256), 3, Dense.of(256), Activate.with("tanh"), Dense.of(10));
  }

  private static float[] features(int batch) {
    RandomStream random = RandomStream.of(batch, "features");
    float[] features = new float[64 * 256];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.uniform(i) - 0.5f;
    }
    return features;
  }
}
