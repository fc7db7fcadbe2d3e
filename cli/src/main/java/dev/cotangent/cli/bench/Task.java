package dev.cotangent.cli.bench;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.parameter.Uniform;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.optim.Adam;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A timed task: a training step or a prediction, on prepared batches in turn. */
abstract class Task implements AutoCloseable {

  /** The number of prepared batches. */
  static final int BATCHES = 8;

  private static final double LEARNING_RATE = 1e-3;
  private static final RandomStream RANDOM = RandomStream.of(1, "bench");

  /**
   * Runs one step or prediction.
   *
   * @param call the number of the call, from 0, which selects the batch
   */
  abstract void run(int call);

  @Override
  public void close() {
    // nothing to close by default
  }

  /** The number of calls of each kernel set, by id. */
  abstract Map<String, Long> kernelCalls();

  /** The ids of the kernel sets called since then, joined by +. */
  String kernelsSince(Map<String, Long> before) {
    return kernelCalls().entrySet().stream()
        .filter(calls -> calls.getValue() > before.getOrDefault(calls.getKey(), 0L))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining("+"));
  }

  /** The profile of all runs so far, if made by {@link #profiled}. */
  Optional<Profile> profile() {
    return Optional.empty();
  }

  /** The operations and bytes of a call. */
  abstract PlanFigures figures();

  /** A training step or a prediction, as the workload asks. */
  static Task of(Workload workload, Registry registry, int workers) {
    Model model = workload.build(registry);
    float[][] batches = batches(workload);
    if (workload.inference()) {
      return new Prediction(model, registry.kernels(), workers, batches, workload);
    }
    return training(workload, Trainer.of(model).workers(workers), batches);
  }

  /** Creates the task of {@link #of}, profiled operation by operation. */
  static Task profiled(Workload workload, Registry registry, int workers) {
    Model model = workload.build(registry);
    float[][] batches = batches(workload);
    if (workload.inference()) {
      return new ProfiledPrediction(model, registry.kernels(), workload.batch(), batches);
    }
    Trainer trainer = Trainer.of(model).workers(workers).kernels(registry.kernels()).profile(true);
    return training(workload, trainer, batches);
  }

  private static float[][] batches(Workload workload) {
    float[][] batches = new float[BATCHES][];
    for (int i = 0; i < BATCHES; i++) {
      String name = "x" + i;
      batches[i] =
          workload.network().tokens()
              ? tokens(name, workload.batchInputs(), workload.network().outputs())
              : numbers(name, workload.batchInputs());
    }
    return batches;
  }

  private static float[] tokens(String name, int count, int vocabulary) {
    RandomStream stream = RANDOM.child(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = stream.below(vocabulary, i);
    }
    return values;
  }

  private static Task training(Workload workload, Trainer bare, float[][] batches) {
    Trainer trainer = bare.optimizer(Adam.of(LEARNING_RATE)).batch(workload.batch());
    return workload.network().regression()
        ? new Regression(trainer.loss(new MeanSquaredError()).step(), batches, workload)
        : new Classification(trainer.loss(CrossEntropy.ofClassIndices()).step(), batches, workload);
  }

  /** Uniform numbers with mean 0 and variance 1; normal ones would take longer to draw. */
  private static float[] numbers(String name, int count) {
    float[] values = new float[count];
    double bound = Math.sqrt(3);
    new Uniform(-bound, bound).fill(values, Shape.of(count), RANDOM.child(name));
    return values;
  }

  private static final class Prediction extends Task {

    private final PlanFigures figures;
    private final Kernels kernels;
    private final Predictor predictor;
    private final float[][] batches;
    private final float[] result;
    private final ForkJoinWorkers workers;
    private long calls;

    Prediction(Model model, Kernels kernels, int workers, float[][] batches, Workload workload) {
      this.figures = ProfiledPrediction.plan(model, kernels, workload.batch()).figures();
      this.kernels = kernels;
      this.workers = ForkJoinWorkers.of(workers);
      Predictor alone = model.predictor(kernels);
      this.predictor = workers == 1 ? alone : alone.on(this.workers);
      this.batches = batches;
      this.result = new float[workload.batchOutputs()];
    }

    @Override
    void run(int call) {
      predictor.predict(batches[call % BATCHES], result);
      calls++;
    }

    @Override
    Map<String, Long> kernelCalls() {
      return Map.of(kernels.id(), calls);
    }

    @Override
    PlanFigures figures() {
      return figures.withSplitting(workers.splitting());
    }

    @Override
    public void close() {
      workers.close();
    }
  }

  private static final class Classification extends Task {

    private final TrainStep step;
    private final int rows;
    private final float[][] batches;
    private final int[][] labels = new int[BATCHES][];

    Classification(TrainStep step, float[][] batches, Workload workload) {
      this.step = step;
      this.rows = workload.batch();
      this.batches = batches;
      for (int i = 0; i < BATCHES; i++) {
        RandomStream stream = RANDOM.child("y" + i);
        labels[i] = new int[workload.batch() * workload.network().labels()];
        for (int row = 0; row < labels[i].length; row++) {
          labels[i][row] = stream.below(workload.network().outputs(), row);
        }
      }
    }

    @Override
    void run(int call) {
      step.run(batches[call % BATCHES], labels[call % BATCHES]);
    }

    @Override
    Map<String, Long> kernelCalls() {
      return step.kernelCalls();
    }

    @Override
    PlanFigures figures() {
      return step.figures(rows);
    }

    @Override
    Optional<Profile> profile() {
      return step.profile();
    }

    @Override
    public void close() {
      step.close();
    }
  }

  private static final class Regression extends Task {

    private final TrainStep step;
    private final int rows;
    private final float[][] batches;
    private final float[][] targets = new float[BATCHES][];

    Regression(TrainStep step, float[][] batches, Workload workload) {
      this.step = step;
      this.rows = workload.batch();
      this.batches = batches;
      for (int i = 0; i < BATCHES; i++) {
        RandomStream stream = RANDOM.child("y" + i);
        targets[i] = new float[workload.batchOutputs()];
        for (int row = 0; row < targets[i].length; row++) {
          targets[i][row] = stream.uniform(row);
        }
      }
    }

    @Override
    void run(int call) {
      step.run(batches[call % BATCHES], targets[call % BATCHES]);
    }

    @Override
    Map<String, Long> kernelCalls() {
      return step.kernelCalls();
    }

    @Override
    PlanFigures figures() {
      return step.figures(rows);
    }

    @Override
    Optional<Profile> profile() {
      return step.profile();
    }

    @Override
    public void close() {
      step.close();
    }
  }
}
