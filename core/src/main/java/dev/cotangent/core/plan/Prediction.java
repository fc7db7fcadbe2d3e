package dev.cotangent.core.plan;

import dev.cotangent.core.plan.figures.PartFigures;
import dev.cotangent.core.plan.figures.WorkFigures;
import dev.cotangent.core.work.Splitting;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts the time of work with a number of workers, which claim its blocks in order, each as soon
 * as it is free.
 */
final class Prediction {

  private final WorkFigures work;
  private final Splitting splitting;
  private final Machine machine;
  private final int workers;
  private double seconds;
  private double barriers;

  private Prediction(WorkFigures work, Splitting splitting, Machine machine, int workers) {
    this.work = work;
    this.splitting = splitting;
    this.machine = machine;
    this.workers = workers;
  }

  static Prediction of(WorkFigures work, Splitting splitting, Machine machine, int workers) {
    Prediction prediction = new Prediction(work, splitting, machine, workers);
    for (int phase = 0; phase < work.phases(); phase++) {
      prediction.add(phase);
    }
    return prediction;
  }

  /** Seconds of all phases, barriers included. */
  double seconds() {
    return seconds;
  }

  /** Seconds between phases. */
  double barriers() {
    return barriers;
  }

  private void add(int phase) {
    List<PartFigures> parts = work.byPhase().get(phase);
    if (workers > 1 && splitting.shares(work, phase, workers)) {
      seconds += shared(parts, blockSizes(parts, phase)) + machine.barrier();
      barriers += machine.barrier();
    } else {
      seconds += alone(parts, machine);
    }
  }

  static double alone(List<PartFigures> parts, Machine machine) {
    return parts.stream().mapToDouble(part -> part.seconds(machine.speed(1))).sum();
  }

  private int[] blockSizes(List<PartFigures> parts, int phase) {
    int[] sizes = new int[parts.size()];
    for (int part = 0; part < sizes.length; part++) {
      boolean any = parts.get(part).units() > 0;
      sizes[part] = any ? splitting.blockSize(work, phase, part, workers) : 1;
    }
    return sizes;
  }

  /** The time until the last worker ends. */
  private double shared(List<PartFigures> parts, int[] sizes) {
    List<int[]> blocks = blocks(parts, sizes);
    int busy = Math.max(1, Math.min(workers, blocks.size()));
    double[] ends = new double[busy];
    for (int[] block : blocks) {
      PartFigures part = parts.get(block[0]);
      ends[first(ends)] += part.seconds(block[1], machine.speed(busy));
    }
    double last = 0;
    for (double end : ends) {
      last = Math.max(last, end);
    }
    return last;
  }

  /** Part and number of units of each block, in the order in which workers claim them. */
  private static List<int[]> blocks(List<PartFigures> parts, int[] sizes) {
    List<int[]> blocks = new ArrayList<>();
    for (int part = 0; part < sizes.length; part++) {
      int units = parts.get(part).units();
      for (long from = 0; from < units; from += sizes[part]) {
        blocks.add(new int[] {part, (int) Math.min(sizes[part], units - from)});
      }
    }
    return blocks;
  }

  private static int first(double[] ends) {
    int first = 0;
    for (int worker = 1; worker < ends.length; worker++) {
      if (ends[worker] < ends[first]) {
        first = worker;
      }
    }
    return first;
  }
}
