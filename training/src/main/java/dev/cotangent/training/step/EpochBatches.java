package dev.cotangent.training.step;

import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;

/**
 * The mini-batches of an epoch: all samples in an order that is a function of seed, epoch and
 * {@linkplain SampleOrder shards}; the last batch is smaller if they do not divide evenly. Reuses
 * its arrays; allocates nothing.
 */
public final class EpochBatches {

  private final Dataset data;
  private final int size;
  private final long seed;
  private final SampleOrder samples;
  private final int[] order;
  private final SampleBatch batch;
  private int epoch = -1;

  /** Creates the batches of a training without shards. */
  public EpochBatches(Dataset data, int size, long seed) {
    this(data, size, seed, Sharding.NONE);
  }

  public EpochBatches(Dataset data, int size, long seed, Sharding sharding) {
    this.data = data;
    this.size = Math.min(size, data.size());
    this.seed = seed;
    this.samples = new SampleOrder(sharding, data.size(), this.size);
    this.order = new int[data.size()];
    this.batch = SampleBatch.of(data, this.size);
  }

  /** Number of samples in an epoch. */
  public int samples() {
    return data.size();
  }

  /** Number of batches in an epoch. */
  public int count() {
    return (data.size() - 1) / size + 1;
  }

  /** Number of samples in the first batches of an epoch; negative if it has fewer batches. */
  public int rowsBefore(int batches) {
    return batches > count() ? -1 : (int) Math.min((long) batches * size, data.size());
  }

  /** Rows in every batch except the last. */
  int fullRows() {
    return size;
  }

  /** A full-size batch of arbitrary values. */
  public SampleBatch full() {
    return sized(size);
  }

  /** A batch of the last one's size, of arbitrary values. */
  public SampleBatch last() {
    return sized(lastRows());
  }

  private SampleBatch sized(int rows) {
    SampleBatch sized = SampleBatch.of(data, rows);
    sized.resize(rows);
    return sized;
  }

  /** Rows in the last batch. */
  int lastRows() {
    return data.size() - (count() - 1) * size;
  }

  /** Returns a batch of an epoch, both numbered from 0; the same object each time. */
  public SampleBatch get(int wantedEpoch, int number) {
    if (epoch != wantedEpoch) {
      samples.fill(order, seed, wantedEpoch);
      epoch = wantedEpoch;
    }
    batch.gather(data, order, number * size, number == count() - 1 ? lastRows() : size);
    batch.place(wantedEpoch + 1, number + 1);
    return batch;
  }
}
