package dev.cotangent.spark;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.Model;
import dev.cotangent.spark.TrainedBytes.Trained;
import dev.cotangent.spark.data.ClusterSamples;
import dev.cotangent.spark.data.DatasetBytes;
import dev.cotangent.spark.data.MemberSamples;
import dev.cotangent.spark.job.BarrierJob;
import dev.cotangent.spark.job.HadoopCheckpoints;
import dev.cotangent.spark.job.JobAttempt;
import dev.cotangent.spark.job.JobResult;
import dev.cotangent.spark.job.JobSettings;
import dev.cotangent.spark.ml.ModelBytes;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a model on the executors of a Spark application.
 *
 * <p>Tasks that run at the same time, the members, each compute the gradients of some shards of
 * every mini-batch. The result is that of {@link Trainer#shards} on one machine, to the bit, with
 * any number of tasks, and also if executors were lost and the training was restarted.
 *
 * <pre>{@code
 * TrainingResult result =
 *     SparkTraining.of(context, model, its -> Trainer.of(its)
 *             .loss(CrossEntropy.ofClassIndices()).optimizer(Adam.withLearningRate(1e-3))
 *             .batch(256).shards(16))
 *         .checkpoints("hdfs:///trainings/digits", 500)
 *         .fit(samples, 30);
 * }</pre>
 *
 * <p>A builder; for one thread.
 */
public final class SparkTraining {

  private static final Logger LOG = LoggerFactory.getLogger(SparkTraining.class);

  private final JavaSparkContext context;
  private final Model model;
  private final TrainerSetup setup;
  private JobSettings job = JobSettings.standard(Integer.MAX_VALUE);
  private String name = "Cotangent training";
  private Optional<Dataset> validation = Optional.empty();
  private @Nullable HadoopCheckpoints checkpoints;
  private long everySteps;

  private SparkTraining(JavaSparkContext context, Model model, TrainerSetup setup) {
    this.context = context;
    this.model = model;
    this.setup = setup;
  }

  /**
   * Creates a training.
   *
   * @param model the model to begin with; stays as it is
   * @param setup loss, optimizer, batch, shards and more; sent to the executors
   */
  public static SparkTraining of(JavaSparkContext context, Model model, TrainerSetup setup) {
    return new SparkTraining(
        Given.of("spark training: the context", context),
        Given.of("spark training: the model", model),
        Given.of("spark training: the setup", setup));
  }

  /**
   * The number of tasks, at most that of the shards; 0, the default, for as many as fit. Each has a
   * whole copy of the model, of its gradients and of the optimizer's state, and {@code
   * spark.task.cpus} workers.
   *
   * @throws CotangentException if the number is negative
   */
  public SparkTraining tasks(int count) {
    job = job.withTasks(count);
    return this;
  }

  /**
   * The number of restarts that are allowed after executors were lost, 3 by default: from the last
   * checkpoint if there are {@linkplain #checkpoints checkpoints}, else from the beginning.
   *
   * @throws CotangentException if the number is negative
   */
  public SparkTraining restarts(int most) {
    job = job.withRestarts(most);
    return this;
  }

  /**
   * The time limit for executors to come, at the start and after some were lost; 5 minutes by
   * default. If the {@linkplain #tasks number of tasks} is 0, the training goes on with those that
   * fit then.
   *
   * @throws CotangentException if the time is negative
   */
  public SparkTraining slotWait(Duration limit) {
    job = job.withSlots(limit);
    return this;
  }

  /**
   * After so long without a sign of life from another task, a task considers it lost; 20 s by
   * default.
   */
  public SparkTraining silence(Duration limit) {
    job = job.withSilence(limit);
    return this;
  }

  /**
   * The time limit for the numbers of another task that is alive, such as one on a slow machine; 5
   * minutes by default.
   */
  public SparkTraining messageWait(Duration limit) {
    job = job.withMessage(limit);
    return this;
  }

  /** The validation data, evaluated after each epoch; none by default. Sent to all executors. */
  public SparkTraining validation(Dataset data) {
    validation = Optional.of(Given.of("spark training: the validation data", data));
    return this;
  }

  /** The name in Spark's list of jobs and in the log; {@code Cotangent training} by default. */
  public SparkTraining name(String text) {
    name = Given.of("spark training: the name", text);
    return this;
  }

  /**
   * Writes checkpoints into a folder: before the first step, at the end, and at this interval; none
   * by default. If the folder has a checkpoint of this training, it resumes from there: it needs
   * the same model, settings and data, while the number of tasks may differ. One of another
   * training is refused.
   *
   * @param folder path or URI of a folder in any file system of Hadoop; the same place for the
   *     driver and all executors
   * @param steps number of steps between checkpoints; 0: only at start and end
   * @throws CotangentException if the interval is negative
   */
  public SparkTraining checkpoints(String folder, long steps) {
    if (steps < 0) {
      throw new CotangentException(
          "spark training: checkpoint every " + steps + " steps, expected 0 or more");
    }
    checkpoints = HadoopCheckpoints.in(folder, context.hadoopConfiguration());
    everySteps = steps;
    return this;
  }

  /**
   * Trains the model.
   *
   * @param samples the training data
   * @param epochs number of epochs, 1 or more
   * @throws CotangentException of the type that {@link Trainer#fit} throws if a task fails, with
   *     the task's name; if the tasks do not fit; if executors are lost more often than allowed
   * @throws dev.cotangent.training.failure.TrainingInterruptedException if the thread is
   *     interrupted; the interrupt flag stays set
   */
  public TrainingResult fit(ClusterSamples samples, int epochs) {
    Given.of("spark training: the samples", samples);
    if (epochs < 1) {
      throw new CotangentException("spark training: " + epochs + " epochs, expected 1 or more");
    }
    SampleBlocks blocks = setup.apply(model.copy()).blocks(samples.count());
    if (blocks.shards() == 1) {
      LOG.warn("{}: one shard, so one task does all; Trainer.shards(16) lets 16 take part", name);
    }
    BarrierJob run = new BarrierJob(context, job.withMost(most(blocks)));
    Broadcast<byte[]> bytes = context.broadcast(modelBytes());
    Broadcast<byte[]> held =
        context.broadcast(validation.map(DatasetBytes::of).orElse(new byte[0]));
    try {
      Attempts attempts = new Attempts(samples, blocks, epochs, bytes, held);
      return result(run.run(name, attempts), attempts.tasks);
    } finally {
      bytes.destroy();
      held.destroy();
    }
  }

  /** Without a given number, as many tasks as have rows in each mini-batch, and not more. */
  private int most(SampleBlocks blocks) {
    return job.tasks() == 0 ? blocks.mostMembers() : blocks.shards();
  }

  private byte[] modelBytes() {
    try {
      return ModelBytes.of(model);
    } catch (IOException e) {
      throw new CotangentException("spark training: the model cannot be written: " + e, e);
    }
  }

  private TrainingResult result(JobResult job, int tasks) {
    try {
      Trained trained = TrainedBytes.read(job.value());
      LOG.info(
          "{}: {}, {} tasks, {} restarts, sha256 {}; exchange: {}",
          name,
          trained.history(),
          tasks,
          job.restarts(),
          trained.history().sha256(),
          trained.exchange());
      return new TrainingResult(
          trained.model(), trained.history(), tasks, job.restarts(), trained.exchange());
    } catch (IOException e) {
      throw new CotangentException("spark training: the result cannot be read: " + e, e);
    }
  }

  /** Makes the attempts: each has the data for its number of tasks, and the newest checkpoint. */
  private final class Attempts implements JobAttempt.Maker<Dataset> {

    private final ClusterSamples samples;
    private final SampleBlocks blocks;
    private final int epochs;
    private final Broadcast<byte[]> bytes;
    private final Broadcast<byte[]> held;
    private int tasks;

    Attempts(
        ClusterSamples samples,
        SampleBlocks blocks,
        int epochs,
        Broadcast<byte[]> bytes,
        Broadcast<byte[]> held) {
      this.samples = samples;
      this.blocks = blocks;
      this.epochs = epochs;
      this.bytes = bytes;
      this.held = held;
    }

    @Override
    public JobAttempt<Dataset> make(int attempt, int members) {
      tasks = members;
      HadoopCheckpoints place = checkpoints;
      String resumed = place == null ? "" : place.toResume().orElse("");
      LOG.info(
          "{}: {} samples in {} shards, {} tasks, {}",
          name,
          blocks.samples(),
          blocks.shards(),
          members,
          resumed.isEmpty() ? "from the beginning" : "resumed from " + resumed + " in " + place);
      MemberSamples own = samples.members(context, blocks, members);
      return new JobAttempt<>(
          own.parts(),
          new TrainingProgram(
              bytes,
              held,
              setup,
              own.reader(),
              blocks.samples(),
              epochs,
              place,
              everySteps,
              resumed));
    }
  }
}
