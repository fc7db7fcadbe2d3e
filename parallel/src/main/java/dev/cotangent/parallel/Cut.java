package dev.cotangent.parallel;

/** Chooses the size of blocks so that workers finish together. */
final class Cut {

  /** With fewer units a block's fixed costs, such as packing a matrix, outweigh its work. */
  private static final int FEWEST = 48;

  private Cut() {}

  /**
   * The size of equal blocks of a part; only the last one may be smaller.
   *
   * <p>Tries up to {@code blocksPerWorker} blocks per worker, in multiples of both quanta. The best
   * size gives the busiest worker the fewest units; on a tie more blocks win, since they balance
   * load better when the system slows a worker down. If the part has less than one quantum per
   * worker, its units are shared evenly.
   *
   * @param units number of units of the part, &gt; 0
   * @param workers number of workers
   * @param most the largest number of blocks worth creating for the part
   * @return from 1 to {@code units}
   */
  static int size(
      int units, int workers, int most, int blocksPerWorker, int quantum, int otherQuantum) {
    int sharers = Math.min(workers, most);
    if (sharers <= 1) {
      return units;
    }
    if (units < (long) Math.min(quantum, otherQuantum) * sharers) {
      return ceilDiv(units, sharers);
    }
    int best = units;
    for (int blocks = blocksPerWorker; blocks >= 1; blocks--) {
      int even = ceilDiv(units, (long) sharers * blocks);
      best = better(units, sharers, most, best, roundUp(even, quantum));
      best = better(units, sharers, most, best, roundUp(even, otherQuantum));
    }
    return best;
  }

  private static int better(int units, int sharers, int most, int best, int size) {
    boolean tooSmall = size < FEWEST && (long) size * sharers < units;
    boolean tooMany = ceilDiv(units, size) > most;
    boolean slower = busiest(units, sharers, size) >= busiest(units, sharers, best);
    return tooSmall || tooMany || slower ? best : size;
  }

  /** Number of units of the worker with the most blocks. */
  private static long busiest(int units, int sharers, int size) {
    return Math.min(units, (long) ceilDiv(ceilDiv(units, size), sharers) * size);
  }

  private static int roundUp(int units, int quantum) {
    return (int) Math.min(Integer.MAX_VALUE, (long) ceilDiv(units, quantum) * quantum);
  }

  private static int ceilDiv(int units, long size) {
    return (int) ((units + size - 1) / size);
  }
}
