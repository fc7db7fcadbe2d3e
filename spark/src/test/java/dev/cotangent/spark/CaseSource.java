package dev.cotangent.spark;

import dev.cotangent.spark.data.RangeSource;
import dev.cotangent.training.data.Dataset;
import java.util.stream.IntStream;

/** The samples of a case, which each member makes itself. */
record CaseSource(NetworkCase of) implements RangeSource {

  @Override
  public long count() {
    return of.rows();
  }

  @Override
  public Dataset read(long from, long to) {
    return of.train().subset(IntStream.range((int) from, (int) to).toArray());
  }
}
