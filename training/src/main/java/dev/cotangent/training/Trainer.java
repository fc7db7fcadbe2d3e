package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.text.NamePattern;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.Interruption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains a model on a data set, epoch by epoch, in mini-batches.
 *
 * <pre>{@code
 * History history = Trainer.of(model)
 *     .loss(CrossEntropy.ofClassIndices())
 *     .optimizer(Adam.of(1e-3))
 *     .validation(split.validation())
 *     .callbacks(EarlyStopping.patience(5))
 *     .fit(split.train(), 30);
 * }</pre>
 *
 * <p>The resulting parameters are a function of model, data, settings and seed to the bit,
 * independent of workers, kernels and machine. Any error leaves the model as it was after the last
 * successful step. Each call of {@link #fit} starts at step 0 with fresh optimizer state, unless it
 * {@linkplain #resume resumes} a checkpoint.
 *
 * <p>One thread at a time. Trainings of different models may run concurrently.
 */
public final class Trainer {

  private Problem problem;
  private UpdateSettings update = UpdateSettings.DEFAULT;
  private ExecutionSettings execution = ExecutionSettings.ofMachine();
  private EvaluationSettings evaluation = EvaluationSettings.DEFAULT;
  private EpochSettings epochs = EpochSettings.of();
  private CheckpointSettings checkpoints = CheckpointSettings.NONE;

  private Trainer(Problem problem) {
    this.problem = problem;
  }

  /** Creates a trainer for a model, whose parameters it changes. */
  public static Trainer of(Model model) {
    return new Trainer(SupervisedProblem.of(Given.of("trainer: the model", model)));
  }

  /**
   * Creates a trainer for a custom objective, to be trained on a data set ({@link #fit}) or in a
   * custom loop ({@link #step}). All models that it names are trained, except what is {@linkplain
   * #freeze frozen}.
   */
  public static Trainer of(Objective objective) {
    return new Trainer(new ObjectiveProblem(Given.of("trainer: the objective", objective)));
  }

  /**
   * The loss to minimize (required, unless the trainer was created for an {@link Objective}).
   *
   * @throws CotangentException if the trainer was created for an objective
   */
  public Trainer loss(Loss newLoss) {
    problem = problem.withLoss(Given.of("trainer: the loss", newLoss));
    return this;
  }

  /** The optimizer (required). */
  public Trainer optimizer(Optimizer newOptimizer) {
    update = update.withOptimizer(Given.of("trainer: the optimizer", newOptimizer));
    return this;
  }

  /** The learning rate schedule; constant by default. */
  public Trainer schedule(Schedule newSchedule) {
    update = update.withSchedule(Given.of("trainer: the schedule", newSchedule));
    return this;
  }

  /** Clips gradients to this Euclidean norm, taken over all weights together; off by default. */
  public Trainer clipGlobalNorm(double maxNorm) {
    update = update.withClipping(GradientClipping.byGlobalNorm(maxNorm));
    return this;
  }

  /** Clips each element of the gradients to ±limit, before clipping by norm; off by default. */
  public Trainer clipValue(double limit) {
    update = update.withValueClipping(new ValueClipping(limit));
    return this;
  }

  /**
   * Sets different hyperparameters for some weights, as in {@code group("*.bias",
   * adamW.withWeightDecay(0))}, or another optimizer. If several groups match a weight, the first
   * one applies.
   *
   * @param names pattern of weight names; {@code *} matches any characters
   * @param rule optimizer of these weights; the schedule applies to it, too
   */
  public Trainer group(String names, Optimizer rule) {
    update = update.withGroup(new NamePattern(names), rule);
    return this;
  }

  /**
   * Freezes parameters, as in {@code freeze("0.*")}: matching weights keep their values, and their
   * gradients are not computed; matching states, such as the {@code running_mean} of a batch norm,
   * keep theirs.
   *
   * <p>A state that no pattern matches is updated even if all weights of its layer are frozen, as
   * in {@code freeze("0.weight", "0.bias")}. In training mode a batch norm uses the statistics of
   * the batch, frozen or not; freezing keeps the running statistics used for inference. Freezing
   * does not switch a layer to inference mode; the layer {@code inference} and {@link
   * Forward#inference} do.
   *
   * @param names patterns of weight and state names; {@code *} matches any characters
   */
  public Trainer freeze(String... names) {
    update = update.withFrozen(Arrays.stream(names).map(NamePattern::new).toList());
    return this;
  }

  /**
   * The number of mini-batches accumulated for one update, 1 by default: the update equals that of
   * one batch with all their samples, in the memory of one mini-batch. The last update of an epoch
   * uses those that are left. See {@link TrainStep#accumulate(float[], int[])}.
   */
  public Trainer accumulate(int batches) {
    epochs = epochs.withMicroBatches(batches);
    return this;
  }

  /**
   * The number of shards into which each mini-batch is divided, 1 by default: shard i of n has the
   * rows ⌊iR/n⌋ to ⌊(i + 1)R/n⌋ (exclusive) of R; one without rows is left out. Gradients of
   * shards, float32, are added along one binary tree over their numbers, so that a cluster that
   * computes them on any number of machines gets the same bits as this training.
   *
   * <p>The step is that of the whole mini-batch up to rounding: means are divided by the weight of
   * the whole, random ops draw the same numbers, and clipping and update follow the sum. Batch
   * normalization uses the statistics of each shard and averages its running statistics, by rows.
   * Evaluations are not divided. On one machine shards are slower, since the products are smaller.
   *
   * <p>{@link #fit} divides the samples, in their order in the data set, into one block for each
   * shard, and shuffles each block by itself, so that a machine needs only the blocks of its
   * shards. Samples that are sorted, by class for example, should be shuffled once before.
   *
   * <p>The first step compares the terms of the loss in the shards with those of the whole; it
   * throws a {@link CotangentException} if they depend on several rows at once ({@link #perShard})
   * or if a layer updates a state that may not be averaged. Not with {@link #accumulate}.
   *
   * @throws CotangentException if the number is not from 1 to 65536
   */
  public Trainer shards(int count) {
    update = update.withSharding(update.sharding().withCount(count));
    return this;
  }

  /**
   * Whether a loss of {@linkplain #shards shards} may depend on several rows at once, such as a
   * contrastive one: it then compares rows of the same shard only. Off by default.
   */
  public Trainer perShard(boolean wanted) {
    update = update.withSharding(update.sharding().withPerShard(wanted));
    return this;
  }

  /**
   * Whether the gradients of {@linkplain #shards shards}, and their sums along the tree, are
   * rounded to bfloat16, so that machines exchange 2 bytes for each number instead of 4. Off by
   * default.
   *
   * <p>Each leaf and each node of the tree is rounded to 8 significant bits, to nearest, ties to
   * even, so that the bits still do not depend on the machines. With 16 shards a gradient differs
   * by about 0.3 %, which changed neither the accuracy of a classifier nor the error of a
   * regression where it was measured; losses, weights, optimizer state and layers' states stay
   * float32. The range is that of float32; an infinite gradient becomes NaN. On one machine nothing
   * is gained.
   *
   * <p>A training without {@link #shards} fails before it begins.
   */
  public Trainer bfloat16Gradients(boolean wanted) {
    update = update.withSharding(update.sharding().withBfloat16(wanted));
    return this;
  }

  /**
   * The number of steps that each of the {@linkplain #shards shards} takes by itself before all
   * continue from their mean, 1 by default: then there are no steps of their own, but the common
   * one that {@link #shards} describes. For machines on a slow network, which then exchange weights
   * and optimizer state once in so many steps, instead of gradients in each.
   *
   * <p>A shard trains a replica of the model on its rows of each mini-batch, with its own mean,
   * clipping and optimizer state; a shard without rows, or whose rows weigh nothing, takes no step.
   * After this many steps, and at the end of each epoch, weights and optimizer state are averaged
   * along the tree, each shard with the weight of its rows since the last mean, and layers' states
   * with the number of these rows. The result still does not depend on the number of members. It is
   * another one than that of common steps: more steps by themselves save time and cost accuracy for
   * each sample; learning rates often have to be set anew.
   *
   * <p>The model changes with each mean alone. So a failure leaves it as it was after the last
   * mean, what a callback changes in it counts from there, and a checkpoint that is due in between
   * is written after the next mean, where a cancelled training ends, too; neither changes the
   * result. {@link Callback#onStep} receives loss, parts and gradients of this process's shards
   * (gradients: of the last one). The losses of epochs are those of all.
   *
   * <p>Needs memory for weights and optimizer state of each own shard, and of a few more for the
   * mean; twice as much with optimizers that are not built in. Each own shard also takes the time
   * of an update. Not with {@link #bfloat16Gradients}, nor for {@link #step}. A training without
   * {@link #shards} fails before it begins.
   *
   * @param steps number of steps from one mean to the next; one more than the steps of an epoch
   *     gives one mean an epoch
   * @throws CotangentException if the number is below 1
   */
  public Trainer syncEvery(int steps) {
    update = update.withSharding(update.sharding().withSyncEvery(steps));
    return this;
  }

  /**
   * Makes this training one member's part of a training of several processes, which have the same
   * model, settings and {@linkplain #shards shards}; {@link #fit} then takes the samples of this
   * member's shards alone ({@link SampleBlocks}). The model gets the bits of one process that has
   * all samples, and so do losses, metrics and checkpoints.
   *
   * <p>Validation data is the same in all members, each of which evaluates a part. The first member
   * writes the checkpoints; with another number of members, a training resumes from them as well.
   * After each epoch, the members compare the hashes of their models. A callback or a {@linkplain
   * #control control} of one member that stops the training stops all at the end of the epoch.
   * Callbacks run in every member, and should not write to one place.
   *
   * <p>Not with {@link #trainingMetrics}, nor for {@link #step}.
   *
   * @see dev.cotangent.training.cluster.Exchange
   */
  public Trainer member(Membership membership) {
    execution = execution.withMembership(Given.of("trainer: the membership", membership));
    return this;
  }

  /**
   * The samples that belong to each shard in a training with these settings.
   *
   * @param samples number of all samples, 1 or more
   * @throws CotangentException if there are none
   */
  public SampleBlocks blocks(long samples) {
    return new SampleBlocks(samples, epochs.batch(), update.sharding().count());
  }

  /**
   * Metrics of the validation data in addition to the {@linkplain #defaultMetrics default} ones; a
   * metric with the name of a default one, such as {@code accuracy}, replaces it. Callbacks may
   * watch them by name.
   *
   * <p>Metrics of an objective follow the means of its parts and name the output and target to
   * compare: {@code OutputMetric.of(new Accuracy(), "tags", "tag").withWeights("mask")}.
   *
   * @throws CotangentException if two metrics have the same name
   */
  public Trainer metrics(Metric... newMetrics) {
    List<Metric> given = Given.all("trainer: metric", Arrays.asList(newMetrics));
    evaluation = evaluation.withMetrics(given);
    return this;
  }

  /**
   * Whether to compute the default metrics that apply: accuracy for classes, RMSE and R² for
   * numbers; on by default. Without them and without {@link #metrics}, an evaluation computes only
   * the loss.
   */
  public Trainer defaultMetrics(boolean wanted) {
    evaluation = evaluation.withDefaults(wanted);
    return this;
  }

  /**
   * Evaluates the model on the training data as well, after each epoch in inference mode: the loss,
   * the {@linkplain #defaultMetrics default} metrics or the parts of an objective, and these
   * metrics. Costs an additional forward pass over all training samples per epoch, about a third of
   * the epoch's time; off by default.
   *
   * @see EpochResult#training
   * @throws CotangentException if two metrics have the same name
   */
  public Trainer trainingMetrics(Metric... newMetrics) {
    List<Metric> given = Given.all("trainer: training metric", Arrays.asList(newMetrics));
    evaluation = evaluation.withTrainingMetrics(given);
    return this;
  }

  /** The mini-batch size, 32 by default; limited to the number of samples. */
  public Trainer batch(int size) {
    epochs = epochs.withBatch(size);
    return this;
  }

  /** The seed of all randomness, such as the order of samples; the model's seed by default. */
  public Trainer seed(long newSeed) {
    update = update.withSeed(newSeed);
    return this;
  }

  /**
   * The maximum number of workers, including the calling thread; one per processor by default.
   * Their threads end with the training. Steps that are too small to share run on the calling
   * thread alone.
   */
  public Trainer workers(int count) {
    execution = execution.withWorkers(count);
    return this;
  }

  /** Workers that the caller closes; several trainings may share them. */
  public Trainer workers(Workers newWorkers) {
    execution = execution.withWorkers(newWorkers);
    return this;
  }

  /**
   * The kernels for all steps. By default a training starts on the portable kernels; one of more
   * than about 20 GFLOP switches to the registry's choice as soon as these have proved faster,
   * because the JVM needs 0.6 to 1.5 s to compile vector kernels. The result is the same to the
   * bit. The system property {@code cotangent.kernels} also sets the kernels of all steps; this
   * method takes precedence.
   */
  public Trainer kernels(Kernels newKernels) {
    execution = execution.withKernels(newKernels);
    return this;
  }

  /** The validation data, evaluated after each epoch; none by default. */
  public Trainer validation(Dataset data) {
    evaluation = evaluation.withValidation(Given.of("trainer: the validation data", data));
    return this;
  }

  /** Callbacks, notified in this order. */
  public Trainer callbacks(Callback... newCallbacks) {
    epochs = epochs.withCallbacks(Given.all("trainer: callback", Arrays.asList(newCallbacks)));
    return this;
  }

  /**
   * Whether the averages of an {@link dev.cotangent.optim.Ema} replace the weights wherever the
   * model is evaluated or kept: in the evaluations at the end of each epoch, in {@link
   * Callback#onEpochEnd}, so that {@link BestModel} saves them and {@link EarlyStopping} restores
   * them, and in the model when {@link #fit} returns. Steps continue from the weights themselves,
   * so training does not change by a bit except through callbacks' decisions; checkpoints hold
   * both. Off by default: the model keeps its weights, and {@link History#averaged} is a copy with
   * the averages. Weights without an average, and states, keep their values.
   */
  public Trainer averaged(boolean wanted) {
    epochs = epochs.withAveraged(wanted);
    return this;
  }

  /**
   * The time limit of a step and of planning one; none by default. For plugins that may not return:
   * a step that exceeds it fails with an error that names the running code, and leaves parameters
   * and optimizer state unchanged. Steps then run on a separate thread, which costs about 0.04 ms
   * each; a step that exceeds the limit is interrupted and, if it does not respond, abandoned, and
   * can no longer change the model.
   *
   * @throws CotangentException if the limit is not above 0
   */
  public Trainer stepLimit(Duration limit) {
    execution = execution.withStepLimit(limit);
    return this;
  }

  /** Lets other threads observe or cancel the training. */
  public Trainer control(TrainingControl newControl) {
    epochs = epochs.withControl(newControl);
    return this;
  }

  /**
   * Whether to measure the time spent in each part of the plan, reported by {@link History#profile}
   * and {@link TrainStep#profile}. Off by default, at no cost; measuring slows short steps down.
   * Never changes a bit of the result.
   */
  public Trainer profile(boolean wanted) {
    execution = execution.withProfile(wanted);
    return this;
  }

  /**
   * Writes checkpoints to {@linkplain #resume resume} from, atomically: before the first step, at
   * the end, and at this interval; none by default. Creates the folder if necessary. A training
   * that is not resumed overwrites an existing file.
   *
   * @param everySteps number of steps between checkpoints; 0: only at start and end
   * @param notes notes to store in the file; keys must not start with {@code cotangent.}
   * @throws CotangentException if the interval is negative or a key is reserved
   */
  public Trainer checkpoint(Path file, long everySteps, Map<String, String> notes) {
    checkpoints =
        checkpoints.withTarget(
            new CheckpointTarget.OfFile(Given.of("trainer: the checkpoint's file", file)),
            everySteps,
            notes);
    return this;
  }

  /** Like {@link #checkpoint(Path, long, Map)}, without notes. */
  public Trainer checkpoint(Path file, long everySteps) {
    return checkpoint(file, everySteps, Map.of());
  }

  /**
   * Like {@link #checkpoint(Path, long)}, in a place that is no local file.
   *
   * @throws CotangentException if the interval is negative
   */
  public Trainer checkpoint(CheckpointStore store, long everySteps) {
    CheckpointTarget target =
        new CheckpointTarget.OfStore(Given.of("trainer: the checkpoint's store", store));
    checkpoints = checkpoints.withTarget(target, everySteps, Map.of());
    return this;
  }

  /**
   * Called on the training thread for each checkpoint that cannot be written; the exception names
   * step, file and reason. By default it is logged as a warning and the training continues: the
   * training does not depend on the file, the last complete checkpoint stays, and the next one is
   * attempted. A handler that throws ends the training.
   */
  public Trainer checkpointFailures(Consumer<TrainingException> handler) {
    checkpoints = checkpoints.withFailures(handler);
    return this;
  }

  /**
   * Resumes a training of the same model, data and settings from a checkpoint: the result is that
   * of a training that never stopped, to the bit, and so is the {@link History}, which starts at
   * epoch 1. Before anything changes, {@link #fit} compares the model, each {@link Setting} and the
   * data with the checkpoint and throws a {@link ResumeException} that lists the differences,
   * unless {@link Checkpoint#accepting} accepts them. Data from a {@link SampleSource} is compared
   * while it is read, until the end of the first whole epoch.
   *
   * <p>The number of epochs passed to {@link #fit} counts from the start; it may differ from the
   * original one unless the schedule was planned for that. If as many epochs are completed already,
   * or a callback has stopped the training, nothing is trained. Callbacks are notified of the
   * remaining epochs, after their {@linkplain Callback#memory state} has been restored.
   */
  public Trainer resume(Checkpoint from) {
    checkpoints = checkpoints.withResumed(from);
    return this;
  }

  /**
   * Trains the model on the first targets of the data; or an objective, whose inputs are named
   * {@code features}, {@code target}, {@code weights} and, for {@linkplain Dataset#with further
   * targets}, {@code target.NAME} and {@code weights.NAME}. An objective need not use all targets,
   * but has to use the weights of those that it uses. One of its models is trained, all others have
   * to be {@linkplain #freeze frozen}; its validation data is evaluated in inference mode, in
   * batches of the same size, with the means of its parts and those of {@link #metrics} as metrics.
   *
   * <p>Whatever fails, parameters and layers' states are those after the last completed step. An
   * exception of a {@link Callback} is rethrown unchanged.
   *
   * @param epochs number of epochs, at least 1
   * @throws CotangentException if something is missing or does not match, before anything changes;
   *     or if a metric or a model fails in the validation, naming it
   * @throws dev.cotangent.core.plugin.PluginException if a schedule fails, or a plugin fails while
   *     a step is planned
   * @throws ResumeException if the training does not match the checkpoint to resume from
   * @throws NonFiniteException if a loss, a gradient or an update is not finite
   * @throws TrainingInterruptedException if the thread is interrupted, before or during the
   *     training, or third-party code throws an {@link InterruptedException}; the interrupt flag
   *     stays set
   * @throws TrainingException if a step or a sample source fails for another reason
   */
  public History fit(Dataset train, int epochs) {
    Given.of("trainer: the training data", train);
    if (epochs < 1) {
      throw new CotangentException("trainer: epochs is " + epochs + ", expected 1 or more");
    }
    try {
      return preparation().fit(train, epochs);
    } catch (Throwable failure) {
      long step = this.epochs.control().progress().step();
      throw Interruption.orElse(failure, "the training", step);
    }
  }

  /**
   * Runs a learning rate range test: trains for some steps while the learning rate rises from step
   * to step, then restores the model, or all models of an objective. Schedule, validation,
   * callbacks and accumulation are ignored; all groups have the same rate.
   *
   * @param from first learning rate, above 0, for example 1e-6
   * @param to last learning rate, above the first, for example 10
   * @param steps number of rates to try, at least 10; fewer are run if the loss diverges
   * @throws CotangentException if something is missing or does not match
   * @throws TrainingInterruptedException if the thread is interrupted; the interrupt flag stays set
   * @throws TrainingException if a step fails for another reason
   */
  public RangeTest findRate(Dataset train, double from, double to, int steps) {
    try {
      RateSweep sweep = new RateSweep(from, to, steps);
      return preparation().sweep(train, sweep);
    } catch (Throwable failure) {
      throw Interruption.orElse(failure, "the range test", 0);
    }
  }

  /**
   * Creates a step with these settings for custom loops; close it after use. {@linkplain #metrics
   * Metrics} of an objective are those of {@link TrainStep#evaluate(Iterable)}. Without {@linkplain
   * #kernels kernels} it starts on the portable ones; after some tenths of a second it warms up the
   * registry's choice, and switches to it once it has proved faster.
   *
   * @throws CotangentException if loss or optimizer is missing, or a metric of an objective is not
   *     bound to an output and a target
   */
  public TrainStep step() {
    return preparation().step();
  }

  /** The problem, the optimizer, batch, workers and kernels, in one line. */
  @Override
  public String toString() {
    return "Trainer["
        + problem
        + ", "
        + update.optimizer().map(Object::toString).orElse("no optimizer")
        + ", batch "
        + epochs.batch()
        + ", "
        + execution
        + "]";
  }

  private Preparation preparation() {
    return new Preparation(problem, update, execution, evaluation, epochs, checkpoints);
  }
}
