package dev.cotangent.training.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.table.TrainingColumns;
import org.junit.jupiter.api.Test;

class SyntheticTest {

  @Test
  void moonsWithoutNoiseLieOnTheirCircles() {
    Dataset moons = Synthetic.moons(101, 0, 3);
    for (int row = 0; row < moons.size(); row++) {
      float[] p = moons.features(row);
      boolean upper = moons.label(row) == 0;
      double radius = upper ? Math.hypot(p[0], p[1]) : Math.hypot(p[0] - 1, p[1] - 0.5);
      assertThat(radius).isCloseTo(1, within(1e-6));
      assertThat(upper ? p[1] >= 0 : p[1] <= 0.5).isTrue();
    }
    assertThat(moons.featureNames()).containsExactly("x", "y");
  }

  @Test
  void spiralsKeepTheirDistance() {
    Dataset spirals = Synthetic.spirals(400, 2, 0, 3);
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 400; i += 2) {
      for (int j = 1; j < 400; j += 2) {
        float[] a = spirals.features(i);
        float[] b = spirals.features(j);
        double outside = Math.max(Math.hypot(a[0], a[1]), Math.hypot(b[0], b[1]));
        nearest = outside < 0.5 ? nearest : Math.min(nearest, Math.hypot(a[0] - b[0], a[1] - b[1]));
      }
    }
    assertThat(nearest).isBetween(0.25, 0.34);
  }

  @Test
  void blobsSpreadAroundTheirCentres() {
    Dataset blobs = Synthetic.blobs(3000, 3, 0.5, 1);
    Dataset centres = Synthetic.blobs(3, 3, 0, 1);
    double[] squares = new double[3];
    for (int row = 0; row < blobs.size(); row++) {
      float[] p = blobs.features(row);
      float[] c = centres.features(blobs.label(row));
      squares[blobs.label(row)] += Math.pow(p[0] - c[0], 2) + Math.pow(p[1] - c[1], 2);
    }
    for (double square : squares) {
      assertThat(Math.sqrt(square / 2000)).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void functionsOfTheSeed() {
    assertThat(Synthetic.moons(9, 0.1, 5).features(8))
        .isEqualTo(Synthetic.moons(20, 0.1, 5).features(8))
        .isNotEqualTo(Synthetic.moons(9, 0.1, 6).features(8));
    assertThatThrownBy(() -> Synthetic.blobs(0, 2, 1, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageStartingWith("0 samples of 2 classes");
    assertThatThrownBy(() -> Synthetic.moons(5, Double.NaN, 1)).hasMessageContaining("noise NaN");
  }

  @Test
  void whatIsOnBoard() {
    assertThat(BuiltinData.iris())
        .hasToString("Dataset[150 samples [4], 3 classes]")
        .satisfies(iris -> assertThat(iris.classNames()).contains("versicolor"))
        .satisfies(iris -> assertThat(iris.featureNames()).contains("petal_width"));
    assertThat(BuiltinData.digits()).hasToString("Dataset[1797 samples [64], 10 classes]");
    for (String name : BuiltinData.names()) {
      assertThat(BuiltinData.table(name, name, TrainingColumns.last()).rows()).isPositive();
    }
  }
}
