package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads that Cotangent starts: their names, which docs/watching.md lists, and their ends. */
class ThreadsTest {

  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String PROPERTY = "cotangent.test.thread";

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();
  private final Set<String> seen = new TreeSet<>();

  @Test
  void areNamedDaemonsAndEndWithTheirOwner(@TempDir Path folder) throws Exception {
    plugins(folder);
    batching();
    training();
    assertThat(seen)
        .containsExactly(
            "cotangent-batching",
            "cotangent-plugin",
            "cotangent-step",
            "cotangent-warm-up",
            "cotangent-worker-1");
    String page =
        Files.readString(Path.of(System.getProperty("cotangent.repo"), "docs/watching.md"));
    assertThat(seen).allMatch(name -> page.contains("| `" + name + "`"));
    for (Thread thread : started()) {
      thread.join(PATIENCE_NANOS / 1_000_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  /** The threads of a registry: its plugins tell theirs, and work in the background looks. */
  private void plugins(Path folder) throws Exception {
    String members =
        "public Asking() { System.setProperty(\""
            + PROPERTY
            + "\", Thread.currentThread().getName()); }\n"
            + "public Tensor apply(Tensor x) { return x; }";
    Path jar = PluginJar.of(folder, "asking", Activation.class, members);
    try (Registry registry = Registry.discover(getClass().getClassLoader(), List.of(jar))) {
      seen.add(System.getProperty(PROPERTY, ""));
      CountDownLatch looked = new CountDownLatch(1);
      registry.background(
          () -> {
            look();
            looked.countDown();
          });
      assertThat(looked.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  private void batching() {
    Model model = Model.build(Dense.of(3), Shape.of(4), 1);
    try (BatchingPredictor predictor = model.predictor().batching(4, Duration.ZERO)) {
      predictor.predict(new float[4]);
      look();
    }
  }

  private void training() {
    Model model = Sequential.of(Dense.of(64), Dense.of(3)).build(Shape.of(64), 1);
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Adam.of(0.01))
            .stepLimit(Duration.ofMinutes(1));
    try (Workers workers = ForkJoinWorkers.of(2, 0);
        TrainStep step = trainer.workers(workers).step()) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (seen.size() < 5 && System.nanoTime() < end) {
        step.run(new float[64 * 64], new int[64]);
        look();
      }
    }
  }

  private void look() {
    for (Thread thread : started()) {
      assertThat(thread.getName()).startsWith("cotangent-");
      assertThat(thread.isDaemon()).as(thread.getName()).isTrue();
      seen.add(thread.getName());
    }
  }

  /** The threads since the start of this test, without those of the JVM itself. */
  private List<Thread> started() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(
            thread ->
                thread.getName().startsWith("cotangent-")
                    || thread.getThreadGroup().getName().equals("main"))
        .toList();
  }
}
