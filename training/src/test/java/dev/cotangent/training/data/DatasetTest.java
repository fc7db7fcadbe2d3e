package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.training.Fixtures;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data sets, and splits at their limits. */
class DatasetTest {

  private static final List<String> NAMES = List.of("no", "yes");

  private final float[] features = {1, 2, 3, 4, 5, 6};
  private final int[] labels = {0, 1, 0};
  private final Dataset data = Dataset.classification(Shape.of(2), features, labels, NAMES);

  @Test
  void holdsACopy() {
    features[2] = 9;
    labels[1] = 0;
    data.features(1)[0] = 9;
    assertThat(data.features(1)).containsExactly(3, 4);
    assertThat(data.label(1)).isEqualTo(1);
    assertThat(data.classNames()).isEqualTo(NAMES);
    assertThat(data).hasToString("Dataset[3 samples [2], 2 classes]");
  }

  @Test
  void subsetsOfSubsets() {
    Dataset some = data.withFeatureNames(List.of("a", "b")).subset(2, 0, 2).subset(1, 2);
    assertThat(some.size()).isEqualTo(2);
    assertThat(some.features(0)).containsExactly(1, 2);
    assertThat(some.features(1)).containsExactly(5, 6);
    assertThat(some.featureNames()).containsExactly("a", "b");
    assertThatThrownBy(() -> data.subset(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> some.features(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void targets() {
    Dataset numbers = Dataset.regression(Shape.of(3), features, Shape.of(1), new float[] {7, 8});
    assertThat(numbers.subset(1).target(0)).containsExactly(8);
    assertThat(numbers.isClassification()).isFalse();
    assertThat(numbers.classes()).isZero();
    assertThatThrownBy(() -> numbers.label(0))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "Dataset[2 samples [3], targets [1]] has no classes, expected classes as targets");
    assertThatThrownBy(() -> data.target(0)).isInstanceOf(CotangentException.class);
  }

  @Test
  void ofAStream() {
    Dataset streamed =
        Dataset.classification(
            Shape.of(2),
            IntStream.range(0, 3).mapToObj(i -> LabelledSample.of(new float[] {i, -i}, i % 2)),
            NAMES);
    assertThat(streamed.features(2)).containsExactly(2, -2);
    assertThat(streamed.label(1)).isEqualTo(1);
    Dataset numbers =
        Dataset.regression(
            Shape.of(1), Shape.of(1), Stream.of(TargetedSample.of(new float[] {4}, 5)));
    assertThat(numbers.target(0)).containsExactly(5);
    assertThatThrownBy(
            () ->
                Dataset.regression(
                    Shape.of(2), Shape.of(1), Stream.of(TargetedSample.of(new float[] {4}, 5))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("row 0 has 1 numbers, expected 2 for shape [2]");
  }

  @Test
  void ofASourceThatKeepsNothing() {
    SampleSource squares =
        (row, into, offset) -> {
          into[offset] = row;
          into[offset + 1] = row * row;
        };
    Dataset sourced = Dataset.classification(Shape.of(2), squares, new int[1000], NAMES);
    assertThat(sourced.subset(999, 3).features(0)).containsExactly(999, 998_001);
    assertThat(sourced.withSampleShape(Shape.of(2, 1)).sampleShape()).isEqualTo(Shape.of(2, 1));
    assertThatThrownBy(() -> sourced.withSampleShape(Shape.of(3)))
        .hasMessage("samples of shape [2] in shape [3], expected a shape of 2 elements");
    Dataset line = Dataset.regression(Shape.of(2), squares, Shape.of(1), new float[] {1, 2});
    assertThat(line).hasToString("Dataset[2 samples [2], targets [1]]");
  }

  @Test
  void whatDoesNotFit() {
    assertThatThrownBy(() -> Dataset.classification(Shape.of(4), features, labels, NAMES))
        .isInstanceOf(ShapeException.class)
        .hasMessage("6 numbers, expected whole rows of shape [4]");
    assertThatThrownBy(() -> Dataset.classification(Shape.of(3), features, labels, NAMES))
        .isInstanceOf(ShapeException.class)
        .hasMessage("2 samples of shape [3] and 3 labels, expected as many of each");
    assertThatThrownBy(() -> Dataset.classification(Shape.of(2), features, labels, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessage("row 1 has label 1, expected a class from 0 to 0");
    assertThatThrownBy(() -> data.withFeatureNames(List.of("a")))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void aPartThatWouldBeEmpty() {
    assertThatThrownBy(() -> Split.stratified(data, 0.1, 0.1, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "split: the validation part of 3 samples would be empty with a share of 0.1, expected at least one sample in each part");
    assertThatThrownBy(() -> Split.stratified(data, 0.5, 0.5, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("expected 0 or more each and a sum below 1");
    assertThatThrownBy(() -> Split.stratified(data.subset(), 0, 0, 1))
        .hasMessageContaining("the training part");
  }

  @Test
  void aPartThatWasNotAskedForIsEmpty() {
    Split split = Split.stratified(Fixtures.plane(10), 0.2, 0, 1);
    assertThat(split.train().size()).isEqualTo(8);
    assertThat(split.validation().size()).isEqualTo(2);
    assertThat(split.test().size()).isZero();
  }
}
