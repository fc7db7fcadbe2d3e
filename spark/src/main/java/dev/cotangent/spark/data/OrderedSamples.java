package dev.cotangent.spark.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Samples of an RDD or DataFrame in a global order that depends on their content alone: not on
 * partitions, executors or the Java that runs.
 *
 * <ul>
 *   <li>With a {@linkplain SampleRow#key key}, they are sorted by it, and samples of equal keys by
 *       a hash of their bytes.
 *   <li>Without one, they are sorted by that hash of 128 bits: an order that is as good as random.
 *   <li>{@linkplain #shuffledBy Shuffled}, they are sorted by a hash of a seed and their key, or of
 *       a seed and their bytes.
 * </ul>
 *
 * <p>A training gives each shard a range of consecutive samples. If a key follows the target, as a
 * date may, or a label that rows were sorted by, the shards see different data: then shuffle.
 *
 * <p>The RDD is computed twice, and three times if there are keys; if that costs much, persist it.
 * It must have the same rows each time. Thread-safe.
 *
 * @param <T> type of the RDD's elements
 */
public final class OrderedSamples<T> implements ClusterSamples {

  /** The most bytes that {@link #collect} takes, unless told otherwise. */
  public static final long DEFAULT_LIMIT = 256L << 20;

  private final JavaRDD<T> rows;
  private final RowEncoding<T> encoding;
  private @Nullable Counted counted;
  private @Nullable Divided divided;

  /** The result of the passes before the shuffle. */
  private record Counted(Buckets buckets, Census census) {}

  /** The last division among members. */
  private record Divided(SampleBlocks blocks, int members, MemberSamples samples) {}

  private OrderedSamples(JavaRDD<T> rows, RowEncoding<T> encoding) {
    this.rows = rows;
    this.encoding = encoding;
  }

  /**
   * Creates samples of the elements of an RDD.
   *
   * @param encoder sent to the executors; sets inputs, target, weight and perhaps a key
   */
  public static <T> OrderedSamples<T> of(
      JavaRDD<T> rows, SampleLayout layout, SampleEncoder<T> encoder) {
    Given.of("samples: the RDD", rows);
    Given.of("samples: the layout", layout);
    Given.of("samples: the encoder", encoder);
    return new OrderedSamples<>(rows, new RowEncoding<>(layout, encoder, null));
  }

  /**
   * Creates samples of the rows of a DataFrame.
   *
   * @param columns the columns of inputs, target, weight and key
   * @param layout inputs as those of the model, and the target
   * @throws DataException if a column is missing, or its type does not suit the layout
   */
  public static OrderedSamples<Row> of(
      org.apache.spark.sql.Dataset<Row> frame, FrameColumns columns, SampleLayout layout) {
    Given.of("samples: the columns", columns);
    SampleLayout weighted = columns.hasWeight() ? layout.weighted() : layout;
    FrameEncoder encoder = FrameEncoder.of(frame.schema(), columns, weighted);
    return of(frame.select(encoder.columns(frame)).toJavaRDD(), weighted, encoder);
  }

  /**
   * Returns the same samples in the order of a hash of seed and key, or of seed and content if
   * there are no keys.
   */
  public OrderedSamples<T> shuffledBy(long seed) {
    return new OrderedSamples<>(
        rows, new RowEncoding<>(encoding.layout(), encoding.encoder(), seed));
  }

  /** The structure of the samples. */
  public SampleLayout layout() {
    return encoding.layout();
  }

  @Override
  public long count() {
    return counted().census().total();
  }

  private synchronized Counted counted() {
    Counted known = counted;
    if (known == null) {
      known = counted(Buckets.ofHashes());
      if (known.census().keyed() > 0 && encoding.seed() == null) {
        known = counted(Buckets.ofSample(known.census().keys()));
      }
      counted = known;
    }
    return known;
  }

  private Counted counted(Buckets buckets) {
    RowEncoding<T> sent = encoding;
    Census census =
        rows.mapPartitions(part -> List.of(Census.of(part, sent, buckets)).iterator())
            .fold(Census.none(buckets.count()), Census::plus);
    return new Counted(buckets, census.checked());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The same division again, as after a restart, takes what is left of the shuffle.
   */
  @Override
  public synchronized MemberSamples members(
      JavaSparkContext context, SampleBlocks blocks, int members) {
    Divided known = divided;
    if (known == null || !known.blocks.equals(blocks) || known.members != members) {
      known = new Divided(blocks, members, divide(blocks, members));
      divided = known;
    }
    return known.samples;
  }

  private MemberSamples divide(SampleBlocks blocks, int members) {
    Counted known = counted();
    if (blocks.samples() != known.census().total()) {
      throw new CotangentException(
          blocks + " for " + known.census().total() + " samples, expected as many");
    }
    MemberPlan plan = MemberPlan.of(known.census().counts(), blocks, members);
    JavaRDD<byte[]> parts = encoded(known, plan).partitionBy(new ByMember(members)).values();
    return new MemberSamples(parts, reader(layout(), plan));
  }

  /** The blocks of samples for each member, in no order. */
  private JavaPairRDD<Integer, byte[]> encoded(Counted known, MemberPlan plan) {
    RowEncoding<T> sent = encoding;
    Buckets buckets = known.buckets();
    return rows.mapPartitionsToPair(part -> new MemberParts<>(part, sent, buckets, plan));
  }

  private static MemberSamples.Reader reader(SampleLayout layout, MemberPlan plan) {
    return (member, parts) -> plan.read(layout, member, parts);
  }

  /**
   * Collects all samples in their order at the driver, for small data: validation, or a training on
   * one machine, which has the same bits as one on the cluster.
   *
   * @throws DataException if they have more than {@value #DEFAULT_LIMIT} bytes
   */
  public Dataset collect() {
    return collect(DEFAULT_LIMIT);
  }

  /**
   * Like {@link #collect()}, with another limit.
   *
   * @param limit most bytes of all samples
   */
  public Dataset collect(long limit) {
    long count = count();
    long bytes = count * layout().words() * Float.BYTES;
    if (bytes > limit) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%d samples with %d bytes do not fit into the driver, expected at most %d bytes",
              count,
              bytes,
              limit));
    }
    MemberPlan plan = MemberPlan.of(counted().census().counts(), new SampleBlocks(count, 1, 1), 1);
    Iterator<byte[]> parts = encoded(counted(), plan).values().collect().iterator();
    return reader(layout(), plan).read(0, parts);
  }
}
