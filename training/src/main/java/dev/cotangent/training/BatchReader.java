package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.checkpoint.DataWatch;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.Interruption;
import dev.cotangent.training.step.Stopwatch;

/** Reads the batches of a training for its steps. Single-threaded; allocates nothing. */
final class BatchReader {

  private final EpochBatches batches;
  private final DataWatch watch;
  private final TrainStep step;
  private final Advice advice;
  private final Stopwatch stopwatch;
  private boolean advised;

  /**
   * Creates a reader.
   *
   * @param watch receives each batch that is trained on
   * @param model the model in training, for advice about the first batch
   */
  BatchReader(EpochBatches batches, DataWatch watch, TrainStep step, Model model) {
    this.batches = batches;
    this.watch = watch;
    this.step = step;
    this.advice = new Advice(model);
    this.stopwatch = step.stopwatch("batch assembly");
  }

  /** Reads a batch to train on; epochs and batches are numbered from 0. */
  SampleBatch read(int epoch, int number) {
    SampleBatch batch = gather(epoch, number);
    watch.read(epoch, batch);
    if (!advised) {
      advised = true;
      advice.onFeatures(batch);
    }
    return batch;
  }

  /**
   * Reads a batch without recording it.
   *
   * @throws TrainingException if the data cannot be read, naming epoch, batch and step
   */
  SampleBatch gather(int epoch, int number) {
    stopwatch.start();
    try {
      return batches.get(epoch, number);
    } catch (CotangentException failure) {
      throw unread(epoch, number, failure);
    } finally {
      stopwatch.stop();
    }
  }

  private TrainingException unread(int epoch, int number, CotangentException failure) {
    String where =
        "epoch " + (epoch + 1) + ", batch " + (number + 1) + ", step " + step.step() + ": ";
    return Interruption.caused(failure)
        ? new TrainingInterruptedException(where + "interrupted", step.step(), failure)
        : new TrainingException(where + failure.getMessage(), step.step(), failure);
  }
}
