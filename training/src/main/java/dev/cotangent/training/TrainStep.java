package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.foreign.RecordMethods;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.plan.Machine;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.ConstantRate;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.checkpoint.LoopSnapshot;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.measure.ObjectiveEvaluator;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.step.ArrayBatch;
import dev.cotangent.training.step.AveragedWeights;
import dev.cotangent.training.step.Averages;
import dev.cotangent.training.step.BatchShape;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.Interruption;
import dev.cotangent.training.step.KernelPolicy;
import dev.cotangent.training.step.LossReceiver;
import dev.cotangent.training.step.MicroBatches;
import dev.cotangent.training.step.StepEngine;
import dev.cotangent.training.step.StepReadings;
import dev.cotangent.training.step.StepSettings;
import dev.cotangent.training.step.Stopwatch;
import dev.cotangent.training.step.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One step of mini-batch training, planned once for each batch size and run many times: for custom
 * loops. {@link Trainer#step} creates one with more settings.
 *
 * <p>A step computes the mean loss of the batch, or its {@link Objective}, and the gradients on the
 * workers, checks that all are finite, clips them, and then lets the optimizer update the weights,
 * again on the workers; the layers' states follow. An update that would make a parameter or the
 * optimizer's state NaN or infinite is undone. The resulting bits depend on model, data, settings
 * and seed, never on workers or kernels.
 *
 * <p>A step that fails, or whose thread is interrupted before the update, leaves parameters and
 * optimizer state unchanged to the bit; later steps work. An interrupt during the update does not
 * stop that update, but the step after it.
 *
 * <p>A step whose samples all have weight 0 has no loss and changes nothing: it returns NaN, counts
 * as a step, and logs a warning once.
 *
 * <p>One thread at a time. In a steady state a step allocates nothing, provided that the caller
 * reuses the same arrays.
 */
public final class TrainStep implements AutoCloseable {

  private final StepSettings settings;
  private final Engine engine;
  private final Timing timing;
  private final boolean supervised;
  private final ArrayBatch arrays;
  private final StepEngine steps;
  private final StepReadings readings;
  private final LoopCheckpoint loop;
  private final Averages averages;
  private final ObjectiveEvaluator evaluator;
  private boolean closed;

  TrainStep(StepSettings settings, Engine engine) {
    this(
        settings,
        engine,
        Timing.of(false),
        new ObjectiveEvaluator(settings.objective(), List.of(), engine, 1, settings.seed()));
  }

  TrainStep(StepSettings settings, Engine engine, Timing timing, ObjectiveEvaluator evaluator) {
    this.settings = settings;
    this.engine = engine;
    this.timing = timing;
    this.evaluator = evaluator;
    Optional<BatchShape> shape = BatchShape.of(settings.objective());
    this.supervised = shape.isPresent();
    this.arrays = new ArrayBatch(shape);
    this.steps = new StepEngine(settings, engine, timing, shape);
    this.readings = new StepReadings(steps);
    this.loop = new LoopCheckpoint(settings);
    this.averages = new Averages(steps.models(), settings.groups(), steps.targets());
  }

  /**
   * Creates a step with the optimizer's own learning rate, the model's seed, a worker for each
   * processor and the registry's kernels, which replace the portable ones after a warm-up.
   */
  public static TrainStep compile(Model model, Loss loss, Optimizer optimizer) {
    Workers workers = ForkJoinWorkers.of(Runtime.getRuntime().availableProcessors());
    Engine engine = new Engine(workers, true, KernelPolicy.unknown(model.registry()));
    return new TrainStep(settings(model, loss, optimizer), engine);
  }

  /** Like {@link #compile(Model, Loss, Optimizer)}, on workers that the caller closes. */
  public static TrainStep compile(
      Model model, Loss loss, Optimizer optimizer, Workers workers, Kernels kernels) {
    Engine engine = new Engine(workers, false, kernels);
    return new TrainStep(settings(model, loss, optimizer), engine);
  }

  private static StepSettings settings(Model model, Loss loss, Optimizer optimizer) {
    Objective objective = Objective.supervised(model, loss);
    return new StepSettings(
        objective, optimizer, new ConstantRate(), Optional.empty(), model.seed());
  }

  /**
   * Trains on a batch of classes.
   *
   * @param features whole samples, one after another, each row-major; not modified
   * @param labels class index of each sample; not modified
   * @return the mean loss before the update, over this batch and the micro-batches that {@link
   *     #accumulate(float[], int[])} has added since the last update, weighted by their weights
   * @throws dev.cotangent.core.ShapeException if the arrays do not match each other or the model
   * @throws CotangentException if the step is closed
   * @throws NonFiniteException if the loss or a gradient is not finite, for example because of a
   *     label that is not a class index, which the message names
   * @throws TrainingException if the step fails for another reason
   */
  public float run(float[] features, int[] labels) {
    return run(arrays.of(features, labels));
  }

  /** Like {@link #run(float[], int[])}, for a batch with numeric targets. */
  public float run(float[] features, float[] targets) {
    return run(arrays.of(features, targets));
  }

  /**
   * Like {@link #run(float[], int[])}, with sample weights: see {@link Dataset#withWeights}.
   *
   * @param weights finite numbers from 0, one for each sample or one for each label; not modified
   */
  public float run(float[] features, int[] labels, float[] weights) {
    return run(arrays.of(features, labels, weights));
  }

  /**
   * Like {@link #run(float[], int[], float[])}, for a batch with numeric targets.
   *
   * @param weights finite numbers from 0, one for each sample or one for each number; not modified
   */
  public float run(float[] features, float[] targets, float[] weights) {
    return run(arrays.of(features, targets, weights));
  }

  /**
   * Accumulates the gradients of a micro-batch for the next {@link #run(float[], int[])}, which
   * then updates once for all rows: for batches that do not fit into memory.
   *
   * <p>The update equals that of one batch of all these rows, up to rounding; random ops draw the
   * numbers that they would draw there. Layers that use statistics of a whole batch, such as batch
   * normalization, use those of the micro-batches. A failure discards the earlier micro-batches,
   * too.
   *
   * @return the mean loss of this micro-batch
   */
  public float accumulate(float[] features, int[] labels) {
    return accumulate(arrays.of(features, labels));
  }

  /** Like {@link #accumulate(float[], int[])}, for a micro-batch with numeric targets. */
  public float accumulate(float[] features, float[] targets) {
    return accumulate(arrays.of(features, targets));
  }

  /**
   * Accumulates the gradients of a micro-batch for the next {@link #run(Batch)}: see {@link
   * #accumulate(float[], int[])}. If the objective has several parts, each has to have the same
   * share of the weight in all micro-batches; {@link #run(List)} has no such requirement.
   *
   * @return the objective of this micro-batch
   */
  public float accumulate(Batch batch) {
    checkOpen();
    return steps.accumulate(batch);
  }

  /**
   * Trains on a batch of named arrays.
   *
   * @return the objective before the update: the sum of its parts' means, each times its factor,
   *     over this batch and the micro-batches that {@link #accumulate(Batch)} has added since the
   *     last update
   * @throws CotangentException if the batch does not fit the objective, or the step is closed
   * @throws NonFiniteException if the objective or a gradient is not finite
   * @throws TrainingException if the step fails for another reason
   */
  public float run(Batch batch) {
    checkOpen();
    return steps.run(batch);
  }

  /**
   * Trains once on all rows of several micro-batches, for objectives of several parts and batches
   * that do not fit into memory: the weights of the parts are summed over all micro-batches first,
   * so that each part's mean is the mean over all rows.
   *
   * <p>The update equals that of one batch of all rows, up to rounding; random ops draw the numbers
   * that they would draw there. Layers that use statistics of a whole batch, such as batch
   * normalization, use those of the micro-batches. Afterwards {@link #part} refers to all of them,
   * {@link #output} to the last. A failure in any of them leaves everything unchanged.
   *
   * @param microBatches the micro-batches in order, at least one; their lengths may differ
   * @return the objective before the update, over all rows
   * @throws CotangentException if a batch does not fit the objective, micro-batches of {@link
   *     #accumulate(Batch)} are waiting for an update, or the step is closed
   * @throws NonFiniteException if the objective or a gradient is not finite
   * @throws TrainingException if the step fails for another reason
   */
  public float run(List<Batch> microBatches) {
    checkOpen();
    return MicroBatches.run(steps, microBatches);
  }

  /** See {@link StepEngine#run(Batch, boolean)}. */
  float run(Batch batch, boolean ends) {
    checkOpen();
    return steps.run(batch, ends);
  }

  /** See {@link StepEngine#completed}. */
  int completed() {
    return steps.completed();
  }

  /** See {@link StepEngine#results}. */
  void results(LossReceiver receiver) {
    steps.results(receiver);
  }

  /** See {@link StepEngine#weigh}. */
  void weigh(Batch batch) {
    checkOpen();
    steps.weigh(batch);
  }

  /** Whether micro-batches have to be weighed first; a supervised loss has only one part. */
  boolean weighsFirst() {
    return !supervised;
  }

  private void checkOpen() {
    if (closed) {
      throw new CotangentException("the step is closed; create another with Trainer.step");
    }
  }

  /**
   * Evaluates the objective on a batch in inference mode: dropout is off, batch norm uses its
   * running statistics, and nothing changes. Afterwards {@link #part} and {@link #output} refer to
   * this batch.
   *
   * @return the sum of the parts' means, each times its factor; may be NaN or infinite
   * @throws CotangentException if the batch does not fit the objective, or the step is closed
   * @throws TrainingException if the evaluation fails for another reason
   */
  public float evaluate(Batch batch) {
    checkOpen();
    return steps.evaluate(batch);
  }

  /**
   * Evaluates the objective on a sequence of batches in inference mode: the mean of each part over
   * all rows and the {@linkplain Trainer#metrics metrics}, whose values have the same bits however
   * the rows are divided into batches. An iterator may refill the same arrays.
   *
   * <p>Random draws are those of rows 0, 1, 2, …, whatever was trained before. {@link #part} and
   * {@link #output} still refer to the batch before the evaluation.
   *
   * @return the sum of the parts' means, each times its factor, as the loss; the means and the
   *     metrics by name
   * @throws CotangentException if there are no batches, one does not fit the objective or a metric,
   *     or the step is closed
   * @throws TrainingInterruptedException if the thread is interrupted; its interrupt flag stays set
   */
  public Evaluation evaluate(Iterable<Batch> batches) {
    return evaluated(() -> evaluator.evaluate(batches));
  }

  /**
   * Like {@link #evaluate(Iterable)}, on all rows of a data set in order, in batches of the
   * {@linkplain Trainer#batch mini-batch} size.
   */
  public Evaluation evaluate(Dataset data) {
    return evaluated(() -> evaluator.evaluate(data));
  }

  private Evaluation evaluated(Supplier<Evaluation> evaluation) {
    checkOpen();
    try {
      return evaluation.get();
    } catch (RuntimeException failure) {
      throw Interruption.orElse(failure, "the evaluation", steps.step());
    }
  }

  /**
   * Plans the step for batches of these lengths in advance, so that errors show early and the first
   * step is as fast as the others.
   *
   * @throws CotangentException if the batch does not fit the objective or one of its metrics
   */
  public void prepare(Batch batch) {
    steps.prepare(batch);
    evaluator.check(batch);
  }

  /**
   * The names of the objective's parts, in the order of definition; empty before the first step.
   */
  public List<String> parts() {
    return readings.parts();
  }

  /**
   * The mean of a part over the last batch, without its factor, before the update.
   *
   * @throws CotangentException if there is no such part, or no step has run
   */
  public float part(String name) {
    return readings.part(name);
  }

  /**
   * A copy of a {@linkplain Forward#output named output} for the last batch, row-major.
   *
   * @throws CotangentException if there is no such output, or no step has run
   */
  public float[] output(String name) {
    return readings.output(name);
  }

  /**
   * A copy of a parameter's gradient as the last update used it (clipped), in logical order; all 0
   * if no gradient flows to it.
   *
   * @param name name of the parameter, for example {@code 0.weight}, prefixed with the model's name
   *     if there are several: {@code critic/0.weight}
   * @throws CotangentException if there is no such weight, or it is frozen
   */
  public float[] gradient(String name) {
    return readings.gradient(name);
  }

  /**
   * The Euclidean norms of the gradients that the last update used (clipped), by the path of the
   * layer, for example {@code 0}, prefixed with the model's name if there are several: {@code
   * critic/0}. Covers all trained weights; computed on request, at no cost to a step.
   */
  public Map<String, Double> gradientNorms() {
    return readings.gradientNorms();
  }

  /** The Euclidean norms of the current weights, by layer as in {@link #gradientNorms}. */
  public Map<String, Double> parameterNorms() {
    return readings.parameterNorms();
  }

  /**
   * Returns a copy of a model with the averaged weights that {@link dev.cotangent.optim.Ema} keeps,
   * to evaluate or save. Weights without an average, and states, have their current values.
   *
   * @throws CotangentException if no weight of the model has an average, or the step does not train
   *     the model
   */
  public Model averaged(Model model) {
    int index = steps.models().index(Given.of("averaged: the model", model));
    if (index < 0) {
      throw new CotangentException("averaged: the step does not train " + model);
    }
    return averages.of(index);
  }

  /** The averages of a model's weights, to swap in if that is wanted. */
  AveragedWeights averagedWeights(Model model, boolean wanted) {
    return new AveragedWeights(averages, steps.models().index(model), model, wanted);
  }

  /** Workers and kernels. */
  Engine engine() {
    return engine;
  }

  /** A stopwatch of the profile, which does nothing without profiling. */
  Stopwatch stopwatch(String name) {
    return timing.stopwatch(name);
  }

  /** The divisor of the last step's loss: the sum of the weights of its elements. */
  double weight() {
    return steps.weight();
  }

  /**
   * Describes the plan of a batch with this many rows and its memory in readable form; see {@link
   * dev.cotangent.core.plan.Plan#describe}.
   */
  public String describe(int rows) {
    return steps.describe(arrays.of(rows));
  }

  /** Like {@link #describe(int)}, for batches of these lengths. */
  public String describe(Batch batch) {
    return steps.describe(batch);
  }

  /**
   * Describes the plan as {@link #describe(int)} does, then what bounds the time of a step on a
   * machine, check of the gradients and update included; see {@link PlanFigures#describe}.
   */
  public String describe(int rows, Machine machine) {
    return describe(rows) + '\n' + figures(rows).describe(machine);
  }

  /**
   * The operations and bytes of a step on a batch with this many rows, check of the gradients and
   * update included, divided as this step's workers divide it.
   */
  public PlanFigures figures(int rows) {
    return steps.figures(arrays.of(rows));
  }

  /** The learning rate of the next step. */
  public double learningRate() {
    return steps.learningRate();
  }

  /**
   * Multiplies the learning rates of all groups from the next step on, in addition to the schedule;
   * initially 1. Not part of the {@linkplain #state state}: the caller has to save it.
   *
   * @param scale a finite number from 0
   */
  public void scaleRate(double scale) {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new CotangentException(
          "the scale of the learning rate is " + scale + ", expected a finite number, 0 or more");
    }
    steps.scaleRate(scale);
  }

  /** The number of completed steps. */
  public long step() {
    return steps.step();
  }

  /**
   * The number of calls that each kernel set has served, by its id (one call may stand for a block
   * of rows).
   */
  public Map<String, Long> kernelCalls() {
    return steps.kernelCalls();
  }

  /**
   * The time spent by part since the step was created; empty unless {@linkplain Trainer#profile
   * profiling} is on.
   */
  public Optional<Profile> profile() {
    return timing.profile();
  }

  /**
   * Returns a copy of the complete state after the steps so far.
   *
   * @throws CotangentException if {@linkplain #accumulate(float[], int[]) micro-batches} are
   *     waiting for an update, which a state does not include
   */
  public TrainingState state() {
    if (steps.waitingRows() > 0) {
      throw new CotangentException(
          "step "
              + steps.step()
              + ": the gradients of "
              + steps.waitingRows()
              + " rows are waiting for an update, and a state would lose them; call run first");
    }
    return TrainingState.of(settings.seed(), steps.step(), steps.models(), steps.targets());
  }

  /**
   * Restores a state of the same model and settings, and discards micro-batches that are waiting
   * for an update.
   *
   * @throws dev.cotangent.core.CotangentException if the seed, the name, shape or order of a
   *     parameter, or the optimizer's number of arrays differs; nothing has changed then
   */
  public void restore(TrainingState state) {
    state.copyTo(settings.seed(), steps.models(), steps.targets());
    steps.restored(state.step());
  }

  /**
   * Writes everything that the loop needs to {@linkplain #resume resume} with the same bits as if
   * it had never stopped, atomically and with a checksum: parameters and states of all models,
   * optimizer state, step, {@linkplain #scaleRate rate scale}, the settings that determine the
   * numbers, a fingerprint of the objective's graph, and the user's own values. Creates the folder
   * if necessary.
   *
   * @param memory the user's own values, such as the epoch
   * @throws CotangentException if {@linkplain #accumulate(Batch) micro-batches} are waiting for an
   *     update, or two values have the same name
   * @throws IOException if the file cannot be written; an earlier file is kept
   */
  public void checkpoint(Path file, Memory... memory) throws IOException {
    loop.write(file, state(), steps.rateScale(), steps.last(), given(memory));
  }

  /**
   * Resumes from a checkpoint of a custom loop with the same models, objective and settings, on any
   * workers and kernels; discards micro-batches that are waiting for an update.
   *
   * @param memory the same as for {@link #checkpoint}; their values are restored
   * @throws ResumeException listing the differences; nothing has changed then
   * @throws dev.cotangent.core.FileFormatException if the file is damaged, is not a checkpoint of a
   *     loop, or was written by a version with another format or another numerics version
   * @throws CotangentException if a value cannot be restored; nothing has changed then
   * @throws IOException if the file cannot be read
   */
  public void resume(Path file, Memory... memory) throws IOException {
    resume(file, Set.of(), memory);
  }

  /**
   * Like {@link #resume(Path, Memory...)}, but accepts different values of some settings, which
   * apply from here on. {@link Setting#LOSS} stands for the objective with its parts, factors and
   * graph; models, and the kind of optimizer of each weight, always have to match.
   *
   * @param accepted settings that may differ, as in {@code Set.of(Setting.OPTIMIZER,
   *     Setting.SCHEDULE)}; settings that a loop does not have, such as {@link Setting#BATCH}, have
   *     no effect
   */
  public void resume(Path file, Set<Setting> accepted, Memory... memory) throws IOException {
    List<Memory> all = given(memory);
    LoopSnapshot snapshot = LoopCheckpoint.read(file);
    TrainingState state =
        new LoopResumption(snapshot, settings, Set.copyOf(accepted)).check(Memory.read(all));
    Memory.restore(snapshot.memory(), all);
    restore(state);
    steps.scaleRate(snapshot.rateScale());
    loop.resumed(snapshot);
  }

  private static List<Memory> given(Memory... memory) {
    return Given.all("checkpoint: memory", Arrays.asList(memory));
  }

  /** Models, completed steps, learning rate, workers and kernels, in one line. */
  @Override
  public String toString() {
    return "TrainStep["
        + steps.models()
        + ", "
        + steps.step()
        + (steps.step() == 1 ? " step" : " steps")
        + ", rate "
        + Decimals.of(steps.learningRate())
        + ", "
        + engine
        + (closed ? ", closed]" : "]");
  }

  /**
   * Closes the workers if the step created them, and discards micro-batches that are waiting for an
   * update: the layers' states are those after the last update. A closed step cannot run.
   */
  @Override
  public void close() {
    closed = true;
    steps.undo();
    engine.close();
    RecordMethods.forgetOwn();
  }
}
