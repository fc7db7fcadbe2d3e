package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Classes of tokens, labels, several targets by name, and what data sets make of them. */
class TargetsTest {

  private static final float[] FEATURES = {
    -2, -1.5f, -1, -0.5f, 0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f
  };
  private static final Shape TOKENS = Shape.of(2);

  private static Dataset tokens() {
    ClassTargets classes =
        ClassTargets.of(TOKENS, new int[] {0, 1, 2, -100, 1, 1}, List.of("a", "b", "c"), -100);
    return Dataset.of(Shape.of(2, 2), FEATURES, classes);
  }

  @Test
  void tokensHaveAClassAndAWeightEach() {
    Dataset data = tokens();
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.isClassification()).isTrue();
    assertThat(data.targetShape()).isEqualTo(TOKENS);
    assertThat(data.labels(0)).containsExactly(0, 1);
    assertThat(data.labels(1)).containsExactly(2, 0);
    assertThat(data.weights(1)).containsExactly(1, 0);
    assertThat(data.toString()).isEqualTo("Dataset[3 samples [2, 2], 3 classes for each of [2]]");
    assertThatThrownBy(() -> data.label(0))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(
            "several classes for each sample, expected one; read them with Dataset.labels");
  }

  @Test
  void classesBecomeNumbersOfAsManyElements() {
    Dataset data = tokens();
    assertThat(data.withNumbersForClasses(Shape.of(2, 1)).target(1)).containsExactly(2, 0);
    assertThatThrownBy(() -> data.withNumbersForClasses(Shape.of(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("targets: shape [3], expected one of as many elements as [2]");
  }

  @Test
  void subsetsTakeTargetsAndWeightsAlong() {
    Dataset data = tokens().with("age", NumberTargets.of(30, 40, 50).withWeights(1, 0, 2));
    Dataset last = data.subset(2, 1);
    assertThat(last.labels(1)).containsExactly(2, 0);
    assertThat(last.weights(1)).containsExactly(1, 0);
    Dataset ages = last.select("age");
    assertThat(ages.target(0)).containsExactly(50);
    assertThat(ages.weights(0)).containsExactly(2);
    assertThat(ages.features(0)).containsExactly(data.features(2));
    assertThat(ages.targetNames()).containsExactly("target");
    assertThat(last.targetNames()).containsExactly("target", "age");
    assertThat(last.toString())
        .isEqualTo("Dataset[2 samples [2, 2], 3 classes for each of [2] and 1 more targets]");
  }

  @Test
  void labelsAreZeroOrOne() {
    List<String> names = List.of("rain", "wind");
    Dataset data = Dataset.of(Shape.of(6), FEATURES, LabelTargets.of(names, 0, 1, 1, 1));
    assertThat(data.labelNames()).isEqualTo(names);
    assertThat(data.isClassification()).isFalse();
    assertThat(data.target(0)).containsExactly(0, 1);
    assertThatThrownBy(() -> LabelTargets.of(names, 0, 1, 1, 0.5f))
        .hasMessage("row 1 has 0.5 for label 'wind', expected 0 or 1");
    assertThatThrownBy(() -> LabelTargets.of(names, 0, 1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("3 labels, expected whole rows of shape [2]");
    assertThatThrownBy(() -> LabelTargets.of(List.of()))
        .hasMessage("label targets: there are no label names, expected at least one");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> ClassTargets.of(TOKENS, new int[] {0, 1, 0, 2}, 2))
        .hasMessage("row 1, element 1 has label 2, expected a class from 0 to 1");
    assertThatThrownBy(() -> ClassTargets.of(TOKENS, new int[] {0, -100}, 2))
        .hasMessage(
            "row 0, element 1 has label -100, expected a class from 0 to 1; to ignore elements without a"
                + " class, use ClassTargets.of(.., classNames, -100)");
    assertThatThrownBy(() -> ClassTargets.of(TOKENS, new int[] {0, 1, 1}, 2))
        .hasMessage("3 labels, expected whole rows of shape [2]");
    assertThatThrownBy(() -> Dataset.of(Shape.of(2), FEATURES, NumberTargets.of(1, 2, 3)))
        .hasMessage("6 samples of shape [2] and 3 targets, expected as many of each");
    assertThatThrownBy(() -> tokens().with("age", NumberTargets.of(1, 2)))
        .hasMessage("2 rows of targets 'age', expected one for each of 3 samples");
    assertThatThrownBy(() -> tokens().with("target", NumberTargets.of(1, 2, 3)))
        .hasMessage("dataset: two targets have the name 'target', expected unique names");
    assertThatThrownBy(() -> tokens().select("age"))
        .hasMessageContaining("has no targets 'age', expected one of [target]");
    assertThatThrownBy(() -> NumberTargets.of(1, 2).withWeights(1, -1))
        .hasMessage("row 1 has weight -1.0, expected a finite number, 0 or more");
  }

  @Test
  void targetsOfTheOtherKindAreRefused() {
    Dataset classes = tokens();
    Dataset numbers = Dataset.of(Shape.of(4), FEATURES, NumberTargets.of(1, 2, 3));
    for (ThrowingCallable read :
        List.<ThrowingCallable>of(
            () -> numbers.label(0, 0),
            () -> numbers.labels(0),
            () -> numbers.copyClasses(0, new int[1], 0),
            () -> numbers.withIgnoredClass(0))) {
      assertThatThrownBy(read)
          .isInstanceOf(CotangentException.class)
          .hasMessage(
              "Dataset[3 samples [4], targets [1]] has no classes, expected classes as targets");
    }
    for (ThrowingCallable read :
        List.<ThrowingCallable>of(
            () -> classes.target(0, 0),
            () -> classes.target(0),
            () -> classes.copyTarget(0, new float[2], 0))) {
      assertThatThrownBy(read)
          .isInstanceOf(CotangentException.class)
          .hasMessageEndingWith(
              "3 classes for each of [2]] has classes as targets, expected numbers");
    }
  }

  @Test
  void aSelectionOfTheOnlyTargetsIsTheSameData() {
    Dataset data = tokens();
    assertThat(data.select("target")).isSameAs(data);
    assertThat(data.withoutInputs()).isSameAs(data);
  }

  /** Numbers that commit 2249362, before there were other targets, gave for these data. */
  @Test
  void oldDataKeepTheirFingerprints() {
    Dataset classes =
        Dataset.classification(
            Shape.of(2, 1), FEATURES, new int[] {0, 2, 1, 2, 0, 1}, List.of("a", "b", "c"));
    Dataset numbers = Dataset.regression(Shape.of(2), FEATURES, Shape.of(2), FEATURES);
    assertThat(classes.fingerprint()).isEqualTo("aa15538b32979d66");
    assertThat(classes.withWeights(1, 2, 3, 0, 1, 1).subset(4, 1, 0).fingerprint())
        .isEqualTo("aedebd06834ff9df");
    assertThat(numbers.fingerprint()).isEqualTo("98ac4deef6ff3d04");
    assertThat(
            numbers
                .withWeights(1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 2)
                .withFeatureNames(List.of("x", "y"))
                .fingerprint())
        .isEqualTo("85fc705dfed5d66c");
  }

  @Test
  void fingerprintsTellTargetsApart() {
    Dataset data = tokens();
    Dataset aged = data.with("age", NumberTargets.of(30, 40, 50));
    Dataset older = data.with("age", NumberTargets.of(30, 40, 51));
    assertThat(List.of(data, aged, older).stream().map(Dataset::fingerprint))
        .doesNotHaveDuplicates();
    int[] other = {0, 1, 2, -100, 1, 2};
    ClassTargets changed = ClassTargets.of(TOKENS, other, List.of("a", "b", "c"), -100);
    assertThat(Dataset.of(Shape.of(2, 2), FEATURES, changed).fingerprint())
        .isNotEqualTo(data.fingerprint());
  }
}
