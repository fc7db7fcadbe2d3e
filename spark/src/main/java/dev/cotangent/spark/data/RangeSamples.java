package dev.cotangent.spark.data;

import dev.cotangent.core.argument.Given;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Samples that members read themselves.
 *
 * @param source reads them
 */
record RangeSamples(RangeSource source) implements ClusterSamples {

  RangeSamples {
    Given.of("samples: the source", source);
  }

  @Override
  public long count() {
    return source.count();
  }

  @Override
  public MemberSamples members(JavaSparkContext context, SampleBlocks blocks, int members) {
    List<byte[]> nothing = IntStream.range(0, members).mapToObj(member -> new byte[0]).toList();
    JavaRDD<byte[]> parts = context.parallelize(nothing, members);
    RangeSource copied = source;
    long[] first =
        IntStream.rangeClosed(0, members)
            .mapToLong(member -> blocks.firstOf(member, members))
            .toArray();
    return new MemberSamples(
        parts, (member, ignored) -> read(copied, member, first[member], first[member + 1]));
  }

  private static Dataset read(RangeSource source, int member, long from, long to) {
    Dataset data = source.read(from, to);
    if (data.size() != to - from) {
      throw new DataException(
          source
              + ": member "
              + member
              + " read "
              + data.size()
              + " samples for numbers "
              + from
              + " to "
              + to
              + " (exclusive), expected "
              + (to - from));
    }
    return data;
  }
}
