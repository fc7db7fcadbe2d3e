package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.model.Published;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Predictors that follow a training. */
class PublishedTest {

  private static final float[] X = {1, -2, 3, 0.5f};
  private static final float[] Y = {2, 1};

  private static Model net(int hidden) {
    return Sequential.of(Dense.of(hidden), Activate.with("tanh"), new Dropout(0.5), Dense.of(1))
        .build(Shape.of(2), 4, Fixtures.REGISTRY);
  }

  private static TrainStep step(Model model) {
    return TrainStep.compile(model, new MeanSquaredError(), Adam.of(0.1));
  }

  @Test
  void aLivePredictorFollowsEachStep() {
    Model model = net(7);
    Predictor live = model.live();
    Predictor frozen = model.predictor();
    float[] first = live.predict(X);
    assertThat(first).isEqualTo(frozen.predict(X));
    try (TrainStep step = step(model)) {
      for (int i = 0; i < 3; i++) {
        float[] before = live.predict(X);
        step.run(X, Y);
        assertThat(live.predict(X)).isEqualTo(model.predictor().predict(X)).isNotEqualTo(before);
      }
    }
    assertThat(frozen.predict(X)).isEqualTo(first);
    model.copyFrom(net(7), Transfer.strict());
    assertThat(live.predict(X)).isEqualTo(first);
  }

  @Test
  void aLivePredictorTakesALastStepAndOtherShapes() {
    Model model = net(7);
    Tensor two = Tensor.scalar(2f);
    float[] doubled = model.live(y -> y.mul(two)).predict(X);
    float[] plain = model.live().predict(X);
    assertThat(doubled).containsExactly(2 * plain[0], 2 * plain[1]);
  }

  /** The objective is defined, and so the predictor called, while the step runs. */
  @Test
  void aCallDuringAStepIsAnError() {
    Model model = net(7);
    Predictor live = model.live();
    Published published = model.published();
    AtomicReference<String> said = new AtomicReference<>("");
    AtomicReference<String> failureOfPublish = new AtomicReference<>("");
    Objective nosy =
        Objective.of(
            model,
            f -> {
              said.set(failureOf(() -> live.predict(X)));
              failureOfPublish.set(failureOf(published::publish));
              assertThatThrownBy(() -> model.copyFrom(net(7), Transfer.strict()))
                  .hasMessageContaining("a training step runs on the model");
              f.part("loss", f.apply(model, f.input("x", Shape.of(2))).square());
            });
    try (TrainStep step = Trainer.of(nosy).optimizer(Sgd.of(0.1)).step()) {
      step.run(Batch.of("x", X));
    }
    assertThat(said.get()).contains("live predictor").contains("while a training step runs");
    assertThat(failureOfPublish.get()).contains("publish: a training step changes the parameters");
    assertThat(live.predict(X)).isEqualTo(model.predictor().predict(X));
    published.publish();
    assertThat(published.predict(X)).isEqualTo(live.predict(X));
  }

  private static String failureOf(Runnable code) {
    try {
      code.run();
      return "nothing";
    } catch (CotangentException failure) {
      return "" + failure.getMessage();
    }
  }

  /** After a step that fails, too, it serves. */
  @Test
  void aFailedStepDoesNotLockTheLivePredictor() {
    Model model = net(7);
    Predictor live = model.live();
    float[] before = live.predict(X);
    try (TrainStep step = step(model)) {
      assertThatThrownBy(() -> step.run(X, new float[] {Float.NaN, 0}))
          .isInstanceOf(NonFiniteException.class);
      assertThat(live.predict(X)).isEqualTo(before);
    }
  }

  /** A frozen model of a step is not written, so that it serves all the time. */
  @Test
  void aFrozenModelServesDuringAStep() {
    Model teacher = net(7);
    Model pupil = net(5);
    Predictor live = teacher.live();
    Objective distillation =
        Objective.of(
                f -> {
                  Tensor x = f.input("x", Shape.of(2));
                  live.predict(X);
                  Tensor wanted = f.inference(teacher, x);
                  f.part("loss", f.apply(pupil, x).sub(wanted).square());
                })
            .model("teacher", teacher)
            .model("pupil", pupil);
    try (TrainStep step =
        Trainer.of(distillation).optimizer(Sgd.of(0.1)).freeze("teacher/*").step()) {
      step.run(Batch.of("x", X));
    }
    assertThat(live.predict(X)).isEqualTo(net(7).predictor().predict(X));
  }

  @Test
  void publishedStatesAreExchangedByThePublisherAlone() {
    Model model = net(7);
    Published published = model.published();
    float[] first = published.predict(X);
    Predictor kept = published.predictor();
    try (TrainStep step = step(model)) {
      step.run(X, Y);
      assertThat(published.predict(X)).isEqualTo(first);
      published.publish();
      float[] second = new float[2];
      published.predict(X, second);
      assertThat(second).isEqualTo(model.predictor().predict(X)).isNotEqualTo(first);
    }
    assertThat(kept.predict(X)).isEqualTo(first);
  }

  /** Readers see whole states only, each of them one that was published. */
  @Test
  void otherThreadsNeverSeeAMixture() throws InterruptedException {
    Model model = net(200);
    Published published = model.published();
    Set<String> states = new HashSet<>(Set.of(Arrays.toString(published.predict(X))));
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Semaphore predictions = new Semaphore(0);
    List<Thread> readers =
        IntStream.range(0, 2).mapToObj(i -> reader(published, seen, predictions)).toList();
    readers.forEach(Thread::start);
    try (TrainStep step = step(model)) {
      for (int i = 0; i < 16; i++) {
        step.run(X, Y);
        if (i % 2 == 0) {
          published.publish();
          states.add(Arrays.toString(model.live().predict(X)));
          awaitTwo(predictions);
        }
      }
    } finally {
      readers.forEach(Thread::interrupt);
    }
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(seen).hasSizeGreaterThan(4).isSubsetOf(states);
  }

  /** Lets the readers predict a few times, on however busy a machine. */
  private static void awaitTwo(Semaphore predictions) throws InterruptedException {
    predictions.drainPermits();
    assertThat(predictions.tryAcquire(2, 1, TimeUnit.MINUTES)).isTrue();
  }

  private static Thread reader(Published published, Set<String> seen, Semaphore predictions) {
    return new Thread(
        () -> {
          try {
            while (!Thread.currentThread().isInterrupted()) {
              seen.add(Arrays.toString(published.predict(X)));
              predictions.release();
            }
          } catch (CancellationException interrupted) {
            // the training is done
          } catch (RuntimeException failure) {
            seen.add("failed: " + failure);
          }
        });
  }
}
