package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Trap.Kind;
import dev.cotangent.training.Trap.Place;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.step.EpochBatches;
import java.util.List;
import java.util.Objects;

/** A program that runs out of memory in each part of a step, for a JVM with little of it. */
final class MemoryHog {

  private static final int STEPS = 3;

  /** The step to smaller arrays: each size that no longer fits costs two collections of all. */
  private static final int FINER = 256;

  private static final Object[] NOTHING = {};

  /** What fills the heap: each array holds the next. */
  @SuppressWarnings("UnusedVariable") // it is to be held, not read
  private static volatile Object[] hog = NOTHING;

  private MemoryHog() {}

  /** Prints what it found wrong, and how many cases it tried. */
  public static void main(String[] args) {
    int cases = 0;
    for (int workers = 1; workers <= 2; workers++) {
      for (int accumulate : new int[] {1, 3}) {
        String[] boundaries = run(workers, accumulate, Place.SOURCE, -1);
        for (Place place :
            List.of(
                Place.LAYER,
                Place.VJP,
                Place.FORWARD,
                Place.BACKWARD,
                Place.LOSS_OP,
                Place.SCHEDULE,
                Place.PREPARE,
                Place.UPDATE_FIRST,
                Place.UPDATE_MIDDLE)) {
          for (int step = 0; step < 2; step++) {
            String[] hashes = run(workers, accumulate, place, step);
            cases++;
            for (int i = 0; i <= STEPS; i++) {
              if (!hashes[i].equals(boundaries[i])) {
                System.out.println(place + " in step " + step + ": other bits after step " + i);
              }
            }
          }
        }
      }
    }
    System.out.println(cases + " cases");
  }

  /** The hashes of the model before each step and at the end, the failing step tried again. */
  private static String[] run(int workers, int accumulate, Place place, int failing) {
    Trap trap =
        new Trap() {
          @Override
          void spring() {
            fill();
          }
        };
    Model model = Trapped.model(trap);
    Dataset data = Trapped.data(trap);
    String[] hashes = new String[STEPS + 1];
    try (Workers crew = ForkJoinWorkers.of(workers, 0);
        TrainStep step = trainer(trap, model, crew).step()) {
      for (int i = 0; i < STEPS; i++) {
        hashes[i] = hash(model, step);
        if (i == failing) {
          fail(trap, place, step, data, i, accumulate);
          hashes[i] = hash(model, step);
        }
        step(step, data, i, accumulate);
      }
      hashes[STEPS] = hash(model, step);
    }
    return hashes;
  }

  private static void fail(
      Trap trap, Place place, TrainStep step, Dataset data, int number, int accumulate) {
    trap.arm(place, Kind.MEMORY, 1);
    try {
      step(step, data, number, accumulate);
      hog = NOTHING;
      System.out.println(place + " did not fail");
    } catch (TrainingException | OutOfMemoryError expected) {
      hog = NOTHING;
    } catch (RuntimeException named) {
      hog = NOTHING;
      if (place != Place.SCHEDULE) {
        System.out.println(place + ": " + named);
      }
    }
    trap.disarm();
  }

  private static void step(TrainStep step, Dataset data, int number, int accumulate) {
    for (int micro = 0; micro < accumulate; micro++) {
      SampleBatch batch = new EpochBatches(data, 3 + 3 * number + micro, 1).get(number, micro);
      if (micro == accumulate - 1) {
        step.run(batch);
      } else {
        step.accumulate(batch);
      }
    }
  }

  private static Trainer trainer(Trap trap, Model model, Workers crew) {
    return Trainer.of(model)
        .loss(new Trapped.Loss(trap))
        .optimizer(new Trapped.Rule(trap))
        .schedule(new Trapped.Falling(trap))
        .kernels(Fixtures.portable())
        .workers(crew);
  }

  /** Leaves no room for the smallest object, until the hog is let go. */
  private static void fill() {
    Object[] head = {};
    int size = 1 << 16;
    while (true) {
      try {
        Object[] next = new Object[size];
        next[0] = head;
        head = next;
        hog = head;
      } catch (OutOfMemoryError full) {
        if (size == 1) {
          throw full;
        }
        size = Math.max(1, size / FINER);
      }
    }
  }

  private static String hash(Model model, TrainStep step) {
    StringBuilder hash = new StringBuilder(model.store().sha256());
    for (float[] slot : step.state().slots()) {
      hash.append(model.store().sha256OfWeights(Objects.requireNonNull(slot)));
    }
    return hash.toString();
  }
}
