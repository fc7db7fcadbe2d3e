package dev.cotangent.spark;

import dev.cotangent.spark.data.OrderedSamples;
import dev.cotangent.spark.data.SampleEncoder;
import dev.cotangent.spark.data.SampleLayout;
import dev.cotangent.spark.data.SampleRow;
import dev.cotangent.training.data.Dataset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** The samples of a case with classes, as an RDD without an order. */
final class CaseRows implements SampleEncoder<Integer> {

  private static final long serialVersionUID = 1L;

  private final NetworkCase of;
  private transient @Nullable Dataset data;

  private CaseRows(NetworkCase of) {
    this.of = of;
  }

  static OrderedSamples<Integer> of(JavaSparkContext context, NetworkCase of) {
    List<Integer> rows = IntStream.range(0, of.rows()).boxed().collect(Collectors.toList());
    Collections.reverse(rows);
    return OrderedSamples.of(
        context.parallelize(rows, 3), SampleLayout.of(of.train()), new CaseRows(of));
  }

  @Override
  public void encode(Integer row, SampleRow into) {
    Dataset known = data;
    if (known == null) {
      known = of.train();
      data = known;
    }
    into.features(known.features(row));
    into.label(known.labels(row));
    if (!known.isWeightless()) {
      into.weight(known.weights(row));
    }
  }
}
