package dev.cotangent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.Trainer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples that train more than one table in, one prediction out. */
class OpenExamplesTest {

  private interface Example extends BiFunction<Integer, UnaryOperator<Trainer>, Trained> {}

  static Stream<Arguments> examples() {
    return Stream.of(
        example("two towers", 1, E21TwoTowers::train),
        example("skip graph", 1, E22SkipGraph::train),
        example("differential equation", 3, E23DifferentialEquation::train),
        example("autoencoder", 3, E24Autoencoder::train),
        example("penalized GAN", 2, E25PenalizedGan::train),
        example("corridor", 3, E26Corridor::train),
        example("two tasks", 3, (n, t) -> E27TwoTasks.train(1, 1, n, t).trained()),
        example("tagging", 1, E28Tagging::train),
        example("several labels", 1, E29SeveralLabels::train),
        example("new head", 1, E30NewHead::train));
  }

  private static Arguments example(String name, int steps, Example example) {
    return Arguments.of(name, steps, example);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void bitsDoNotDependOnWorkersAndKernels(String name, int steps, Example example) {
    String serial = sha256(example, steps, 1, "portable");
    assertThat(sha256(example, steps, 2, "vector")).isEqualTo(serial);
    assertThat(sha256(example, steps, 8, "portable")).isEqualTo(serial);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void bitsOfMoreStepsDoNotDependOnThemEither(String name, int steps, Example example) {
    String serial = sha256(example, 3 * steps, 1, "portable");
    for (int workers : new int[] {1, 2, 8}) {
      for (String kernels : new String[] {"portable", "vector"}) {
        assertThat(sha256(example, 3 * steps, workers, kernels))
            .as("%d workers, %s kernels", workers, kernels)
            .isEqualTo(serial);
      }
    }
  }

  private static String sha256(Example example, int steps, int workers, String kernels) {
    return example
        .apply(steps, t -> t.workers(workers).kernels(Registry.standard().kernels(kernels)))
        .sha256();
  }

  @Test
  void aFewStepsBringTheSolutionNearer() {
    assertThat(quality(E23DifferentialEquation::train, 1)).isGreaterThan(0.5);
    assertThat(quality(E23DifferentialEquation::train, 200)).isLessThan(0.2);
  }

  @Test
  void theCorridorIsLearnedInSeconds() {
    assertThat(quality(E26Corridor::train, 1)).isLessThan(1);
    assertThat(quality(E26Corridor::train, 1000)).isEqualTo(1);
  }

  @Tag("long")
  @Test
  void theEquationIsSolved() {
    assertThat(quality(E23DifferentialEquation::train, 3000)).isLessThan(1e-2);
  }

  @Tag("long")
  @Test
  void imagesAreNearerThanTheirMean() {
    assertThat(quality(E24Autoencoder::train, 2000)).isLessThan(0.5);
  }

  @Tag("long")
  @Test
  void momentsAndNormsAreRight() {
    Trained trained = E25PenalizedGan.train(600, trainer -> trainer);
    assertThat(trained.quality()).isCloseTo(1, within(0.1));
    float[] points = trained.models().get(0).predictor().predict(E25PenalizedGan.noise());
    for (int axis = 0; axis < 2; axis++) {
      double sum = 0;
      double squares = 0;
      for (int i = axis; i < points.length; i += 2) {
        sum += points[i];
        squares += points[i] * points[i];
      }
      double mean = sum / (points.length / 2.0);
      assertThat(mean).isCloseTo(1, within(0.1));
      assertThat(Math.sqrt(squares / (points.length / 2.0) - mean * mean))
          .isCloseTo(0.5, within(0.1));
    }
  }

  @Tag("long")
  @Test
  void twoTasksAreLearnedAsWellAsEachAlone() {
    UnaryOperator<Trainer> usual = trainer -> trainer;
    E27TwoTasks.Scores both = E27TwoTasks.train(1, 1, 1500, usual);
    E27TwoTasks.Scores ofClass = E27TwoTasks.train(1, 0, 1500, usual);
    E27TwoTasks.Scores ofNumber = E27TwoTasks.train(0, 1, 1500, usual);
    assertThat(both.accuracy()).isGreaterThan(ofClass.accuracy() - 0.02).isGreaterThan(0.95);
    // of a variance of about 0.43
    assertThat(both.error()).isLessThan(ofNumber.error() + 0.02 * 0.43).isLessThan(0.02);
  }

  @Tag("long")
  @Test
  void twoTowersAreBetterThanOne() {
    assertThat(quality(E21TwoTowers::train, 40)).isLessThan(0.2);
  }

  @Tag("long")
  @Test
  void pixelsTokensAndLabelsAreRight() {
    assertThat(quality(E22SkipGraph::train, 12)).isGreaterThan(0.95);
    assertThat(quality(E28Tagging::train, 20)).isGreaterThan(0.95);
    assertThat(quality(E29SeveralLabels::train, 40)).isGreaterThan(0.9);
  }

  @Tag("long")
  @Test
  void aKnownBodyIsAhead() {
    assertThat(quality(E30NewHead::train, 20)).isGreaterThan(0.1);
  }

  private static double quality(Example example, int steps) {
    return example.apply(steps, trainer -> trainer).quality();
  }
}
