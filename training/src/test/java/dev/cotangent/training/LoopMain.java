package dev.cotangent.training;

import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Cosine;
import dev.cotangent.optim.Ema;
import dev.cotangent.optim.LinearWarmup;
import dev.cotangent.optim.Sequence;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * A loop of a program's own: micro-batches, clipping, warm-up and cosine, biases without decay, an
 * average of the weights. It prints each step, and goes on from its checkpoint if there is one.
 */
final class LoopMain {

  static final int STEPS = 60;

  private static final int ROWS = 8;
  private static final int MICRO = 3;

  private final Dataset data = Fixtures.blobs(90, 4);
  private final Model model = Fixtures.classifier(1);
  private final Path file;
  private final int workers;
  private final long[] epoch = new long[1];
  private final int[] at = new int[1];
  private final double[] meanLoss = new double[1];

  LoopMain(Path file, int workers) {
    this.file = file;
    this.workers = workers;
  }

  /** Arguments: the checkpoint, the number of workers, where the result goes. */
  public static void main(String[] args) throws IOException {
    LoopMain main = new LoopMain(Path.of(args[0]), Integer.parseInt(args[1]));
    String result = main.run(System.out::println);
    Files.writeString(Path.of(args[2]), result);
  }

  private TrainStep step() {
    AdamW rule = AdamW.of(1e-2).withWeightDecay(0.05);
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Ema.of(rule, 0.95))
        .group("*.bias", Ema.of(rule.withWeightDecay(0), 0.95))
        .schedule(Sequence.of(new LinearWarmup(0.1, 1, 10), 10, Cosine.of(STEPS - 10)))
        .clipGlobalNorm(0.5)
        .workers(workers)
        .seed(7)
        .step();
  }

  /** Runs to the end and returns hashes of all that comes out. */
  String run(LongConsumer done) throws IOException {
    Memory[] memory = {
      Memory.of("epoch", epoch),
      Memory.of("at", at),
      Memory.ofDouble("mean_loss", () -> meanLoss[0], value -> meanLoss[0] = value)
    };
    try (TrainStep step = step()) {
      if (Files.exists(file)) {
        step.resume(file, memory);
      }
      Batch batch = data.batch(0, 1, 2, 3, 4, 5, 6, 7);
      while (step.step() < STEPS) {
        update(step, batch);
        if (step.step() % 2 == 0) {
          step.checkpoint(file, memory);
        }
        done.accept(step.step());
      }
      return model.store().sha256()
          + " "
          + step.averaged(model).store().sha256()
          + " "
          + Double.doubleToLongBits(meanLoss[0])
          + " "
          + epoch[0];
    }
  }

  private void update(TrainStep step, Batch batch) {
    if (at[0] + MICRO * ROWS > data.size()) {
      epoch[0]++;
      at[0] = 0;
    }
    int[] order = data.order(7, (int) epoch[0]);
    for (int micro = 1; micro < MICRO; micro++) {
      step.accumulate(data.batch(order, at[0], batch));
      at[0] += ROWS;
    }
    float loss = step.run(data.batch(order, at[0], batch));
    at[0] += ROWS;
    meanLoss[0] = 0.9 * meanLoss[0] + 0.1 * loss;
  }
}
