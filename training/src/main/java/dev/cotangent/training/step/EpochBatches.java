package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;

/**
 * The mini-batches of an epoch: all samples in an order that is a function of seed, epoch and
 * {@linkplain SampleOrder shards}; the last batch is smaller if they do not divide evenly. Reuses
 * its arrays; allocates nothing.
 */
public final class EpochBatches {

  private final Dataset data;
  private final OwnSamples own;
  private final int size;
  private final int count;
  private final long seed;
  private final SampleOrder samples;
  private final int[] order;
  private final SampleBatch batch;
  private int epoch = -1;

  /** Creates the batches of a training without shards. */
  public EpochBatches(Dataset data, int size, long seed) {
    this(data, size, seed, OwnSamples.all(Sharding.NONE, data.size()));
  }

  /**
   * Creates the parts of mini-batches that belong to some shards.
   *
   * @param data the samples of these shards
   * @param size samples of a whole mini-batch
   * @throws CotangentException if there are too many mini-batches
   */
  public EpochBatches(Dataset data, int size, long seed, OwnSamples own) {
    this.data = data;
    this.own = own;
    this.size = (int) Math.min(size, own.all());
    this.seed = seed;
    this.count = count(own.all(), this.size);
    this.samples = new SampleOrder(own, data.size(), this.size);
    this.order = new int[data.size()];
    // a smaller batch may have a row more in some shards
    int most = Math.max(own.shards().rows(this.size), own.shards().rows(lastRows()));
    this.batch = SampleBatch.of(data, most);
  }

  private static int count(long samples, int size) {
    long count = (samples - 1) / size + 1;
    if (count > Integer.MAX_VALUE) {
      throw new CotangentException(
          "trainer: an epoch of " + count + " mini-batches, expected fewer than 2^31");
    }
    return (int) count;
  }

  /** Number of samples in an epoch, those of other members too. */
  public long samples() {
    return own.all();
  }

  /** The number of the first own sample among those of all members. */
  public long firstSample() {
    return own.first();
  }

  /** Number of batches in an epoch. */
  public int count() {
    return count;
  }

  /** Number of samples in the first batches of an epoch; negative if it has fewer batches. */
  public long rowsBefore(int batches) {
    return batches > count ? -1 : Math.min((long) batches * size, own.all());
  }

  /** Rows in every batch except the last. */
  int fullRows() {
    return size;
  }

  /** The own part of a full-size batch, of arbitrary values. */
  public SampleBatch full() {
    return sized(own.shards().rows(size), size);
  }

  /** The own part of a batch of the last one's size, of arbitrary values; it may have no rows. */
  public SampleBatch last() {
    return sized(own.shards().rows(lastRows()), lastRows());
  }

  /** A whole full-size batch, of arbitrary values. */
  public SampleBatch whole() {
    return sized(size, size);
  }

  private SampleBatch sized(int rows, int wholeRows) {
    SampleBatch sized = SampleBatch.of(data, Math.max(1, rows));
    sized.resize(rows);
    sized.part(own.first(), wholeRows);
    return sized;
  }

  /** Rows in the last batch. */
  int lastRows() {
    return (int) (own.all() - (count - 1L) * size);
  }

  /** Returns a batch of an epoch, both numbered from 0; the same object each time. */
  public SampleBatch get(int wantedEpoch, int number) {
    if (epoch != wantedEpoch) {
      samples.fill(order, seed, wantedEpoch);
      epoch = wantedEpoch;
    }
    int wholeRows = number == count - 1 ? lastRows() : size;
    batch.gather(data, order, number * own.shards().rows(size), own.shards().rows(wholeRows));
    batch.part(own.first(), wholeRows);
    batch.place(wantedEpoch + 1, number + 1);
    return batch;
  }
}
