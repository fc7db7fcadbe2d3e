package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rows of each shard in each local step of a round, and the weights and means of the parts of
 * its objective. Members know those of their own shards until {@link #complete}. Sums are computed
 * in double precision in the order of shards. Single-threaded; allocates nothing once a round had
 * as many steps.
 */
final class LocalRecord {

  private final ShardRange own;
  private final Optional<Members> members;
  private final int[] bounds;
  private double[] numbers = {};
  private double[] factors = {};
  private int capacity = 1;

  LocalRecord(ShardRange own, Optional<Members> members) {
    this.own = own;
    this.members = members;
    this.bounds = new int[members.map(Members::count).orElse(1) + 1];
  }

  /** Begins a local step, numbered from 0 in its round, in which no shard has rows yet. */
  void begin(int step, StepRun run) {
    if (factors.length != run.parts() || numbers.length == 0) {
      adopt(step, run);
    }
    if (step == capacity) {
      grow();
    }
    for (int shard = own.first(); shard < own.end(); shard++) {
      Arrays.fill(numbers, at(shard, step), at(shard, step) + width(), 0);
    }
  }

  private void adopt(int step, StepRun run) {
    if (step > 0) {
      throw new CotangentException(
          "the objective has "
              + run.parts()
              + " parts in one mini-batch and "
              + factors.length
              + " in another, expected the same number");
    }
    factors = new double[run.parts()];
    Arrays.setAll(factors, run::partFactor);
    numbers = new double[size()];
  }

  private void grow() {
    double[] before = numbers;
    int length = capacity * width();
    capacity = Math.multiplyExact(capacity, 2);
    numbers = new double[size()];
    for (int shard = 0; shard < own.sharding().count(); shard++) {
      System.arraycopy(before, shard * length, numbers, at(shard, 0), length);
    }
  }

  private int size() {
    return Math.multiplyExact(own.sharding().count() * width(), capacity);
  }

  /** Numbers of a shard in a step: its rows, the parts' weights, the parts' means. */
  private int width() {
    return 1 + 2 * factors.length;
  }

  private int at(int shard, int step) {
    return (shard * capacity + step) * width();
  }

  /** Records the last run, of a shard that has weight. */
  void set(int shard, int step, int rows, StepRun run) {
    int at = at(shard, step);
    numbers[at] = rows;
    for (int part = 0; part < factors.length; part++) {
      numbers[at + 1 + part] = run.partWeight(part);
      numbers[at + 1 + factors.length + part] = run.partMean(part);
    }
  }

  /** Adds what the other members' shards had. */
  void complete() {
    if (members.isPresent()) {
      int count = own.sharding().count();
      for (int member = 0; member < bounds.length; member++) {
        bounds[member] = at(members.get().firstShard(member, count), 0);
      }
      members.get().gather(numbers, bounds);
    }
  }

  /** The rows of a shard in the first steps of a round, apart from those without weight. */
  double rows(int shard, int steps) {
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      sum += numbers[at(shard, step)];
    }
    return sum;
  }

  /** The weight of a shard in the first steps of a round: of its heaviest part in each. */
  double weight(int shard, int steps) {
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      double most = 0;
      for (int part = 0; part < factors.length; part++) {
        most = Math.max(most, numbers[at(shard, step) + 1 + part]);
      }
      sum += most;
    }
    return sum;
  }

  /** The weight of the heaviest part in a step, over some shards. */
  double weight(int step, int from, int to) {
    double most = 0;
    for (int part = 0; part < factors.length; part++) {
      most = Math.max(most, weightOf(part, step, from, to));
    }
    return most;
  }

  private double weightOf(int part, int step, int from, int to) {
    double sum = 0;
    for (int shard = from; shard < to; shard++) {
      sum += numbers[at(shard, step) + 1 + part];
    }
    return sum;
  }

  /** The mean of a part in a step, over some shards; 0 if it has no weight there. */
  double mean(int part, int step, int from, int to) {
    double weight = weightOf(part, step, from, to);
    double mean = 0;
    for (int shard = from; shard < to && weight != 0; shard++) {
      int at = at(shard, step) + 1 + part;
      mean += numbers[at] / weight * numbers[at + factors.length];
    }
    return mean;
  }

  /** The objective of a step, over some shards; NaN if they have no weight. */
  float loss(int step, int from, int to) {
    if (weight(step, from, to) == 0) {
      return Float.NaN;
    }
    double sum = 0;
    for (int part = 0; part < factors.length; part++) {
      sum += factors[part] * mean(part, step, from, to);
    }
    return (float) sum;
  }
}
