package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every split. */
class SplitProperties {

  private static final int CLASSES = 5;

  /** Samples that are their own numbers, enough of them in class 0 for no part to be empty. */
  private static Dataset data(int[] labels) {
    int[] classes = Arrays.stream(labels).map(any -> Math.floorMod(any, CLASSES)).toArray();
    int[] all = Arrays.copyOf(classes, labels.length + 40);
    float[] features = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      features[i] = i;
    }
    return Dataset.classification(Shape.of(1), features, all, CLASSES);
  }

  private static int[] rows(Dataset part) {
    return IntStream.range(0, part.size()).map(row -> (int) part.features(row)[0]).toArray();
  }

  private static long count(Dataset part, int label) {
    return IntStream.range(0, part.size()).filter(row -> part.label(row) == label).count();
  }

  @Property(tries = 200)
  void everySampleIsInOnePart(
      @ForAll @Size(max = 200) int[] labels,
      @ForAll @DoubleRange(min = 0.05, max = 0.45) double validation,
      @ForAll @DoubleRange(min = 0.05, max = 0.45) double test,
      @ForAll long seed) {
    Dataset all = data(labels);
    Split split = Split.stratified(all, validation, test, seed);
    int[] rows =
        Stream.of(split.train(), split.validation(), split.test())
            .flatMapToInt(part -> Arrays.stream(rows(part)))
            .sorted()
            .toArray();
    assertThat(rows).isEqualTo(IntStream.range(0, all.size()).toArray());
    assertThat(rows(split.test())).isSorted();
  }

  @Property(tries = 200)
  void everyClassKeepsItsShare(
      @ForAll @Size(max = 200) int[] labels,
      @ForAll @DoubleRange(min = 0.05, max = 0.45) double validation,
      @ForAll @DoubleRange(min = 0.05, max = 0.45) double test,
      @ForAll long seed) {
    Dataset all = data(labels);
    Split split = Split.stratified(all, validation, test, seed);
    for (int label = 0; label < CLASSES; label++) {
      double size = count(all, label);
      assertThat(Math.abs(count(split.validation(), label) - size * validation)).isLessThan(2);
      assertThat(Math.abs(count(split.test(), label) - size * test)).isLessThanOrEqualTo(2);
      assertThat(count(split.train(), label) > 0).isEqualTo(size > 0);
    }
  }

  @Property(tries = 50)
  void theSeedDecides(@ForAll @IntRange(max = 1_000_000) int seed) {
    Dataset all = data(new int[60]);
    int[] test = rows(Split.stratified(all, 0, 0.3, seed).test());
    assertThat(rows(Split.stratified(all, 0, 0.3, seed).test())).isEqualTo(test);
    assertThat(rows(Split.stratified(all, 0, 0.3, seed + 1).test())).isNotEqualTo(test);
  }
}
