package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import dev.cotangent.training.source.BuiltinData;
import dev.cotangent.training.source.Synthetic;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rates that a range test names are rates with which a model learns. */
class RangeTestTest {

  private static final int SEEDS = 5;
  private static final Dataset WAVE = wave();

  static Stream<Arguments> trainings() {
    Loss classes = CrossEntropy.ofClassIndices();
    return Stream.of(
        Arguments.of("moons", Synthetic.moons(300, 0.1, 7), classes, Adam.of(1), 0.5),
        Arguments.of("spirals", Synthetic.spirals(300, 2, 0.02, 7), classes, Adam.of(1), 0.95),
        Arguments.of("blobs", Fixtures.blobs(200, 3), classes, Sgd.of(1), 0.5),
        Arguments.of("iris", BuiltinData.iris(), classes, Adam.of(1), 0.75),
        Arguments.of("wave", WAVE, new MeanSquaredError(), Adam.of(1), 0.75));
  }

  private static Dataset wave() {
    float[] x = new float[200];
    float[] y = new float[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = i / 50f - 2;
      y[i] = (float) StrictMath.sin(2 * x[i]);
    }
    return Dataset.regression(Shape.of(1), x, Shape.of(1), y);
  }

  private static Model model(Dataset data, long seed) {
    int outputs = data.isClassification() ? data.classes() : 1;
    Sequential plain = Sequential.of(Dense.of(24), Activate.with("relu"), Dense.of(outputs));
    Sequential normed =
        Sequential.of(Dense.of(16), new BatchNorm1d(), Activate.with("tanh"), Dense.of(outputs));
    return (seed % 2 == 0 ? normed : plain).build(data.sampleShape(), seed);
  }

  /** A loss that falls below the share of its first value has been learnt. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void bothRatesLearn(String name, Dataset data, Loss loss, Optimizer rule, double share) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Trainer trainer = Trainer.of(model(data, seed)).loss(loss).optimizer(rule).workers(1);
      RangeTest test = trainer.findRate(data, 1e-6, 10, 100);
      assertThat(test.steepest()).as("%s, seed %d", name, seed).isBetween(1e-5, test.lowest());
      for (double rate : List.of(test.steepest(), test.lowest() / 10)) {
        History history =
            Trainer.of(model(data, seed))
                .loss(loss)
                .optimizer(rule.withLearningRate(rate))
                .workers(1)
                .fit(data, 12);
        assertThat(history.last().loss())
            .as("%s, seed %d, rate %g, lowest %g", name, seed, rate, test.lowest())
            .isLessThan(share * test.points().get(0).loss());
      }
    }
  }

  @Test
  void theSteepestPlaceOfACurveIsFoundUnderNoise() {
    for (int seed = 1; seed <= 50; seed++) {
      RangeTest test = curve(100, 0.05, seed);
      assertThat(test.steepest()).as("seed %d", seed).isBetween(1e-3, 1e-1);
      assertThat(curve(10, 0.01, seed).steepest()).as("seed %d", seed).isBetween(1e-5, 1.0);
    }
  }

  /** A loss that falls from 1 to 0 around the rate 1e-2 and rises again from 1 on, with noise. */
  private static RangeTest curve(int steps, double noise, int seed) {
    RandomStream random = RandomStream.of(seed, "curve");
    List<RangeTest.Point> points =
        IntStream.range(0, steps)
            .mapToObj(
                i -> {
                  double decade = -6 + 7.0 * i / (steps - 1);
                  double fall = 1 / (1 + StrictMath.exp(3 * (decade + 2)));
                  double loss = fall + Math.max(0, decade) + noise * random.normal(i);
                  return new RangeTest.Point(StrictMath.pow(10, decade), loss, loss);
                })
            .toList();
    return new RangeTest(points);
  }

  @Test
  void aLossThatNeverFallsHasNoSteepestPlace() {
    List<RangeTest.Point> flat =
        IntStream.range(0, 20).mapToObj(i -> new RangeTest.Point(1 + i, 1, 1)).toList();
    assertThat(new RangeTest(flat).steepest()).isEqualTo(0.3);
    RangeTest one = new RangeTest(flat.subList(0, 1));
    assertThat(one.steepest()).isEqualTo(one.lowest() / 10);
  }
}
