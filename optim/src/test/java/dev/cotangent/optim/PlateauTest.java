package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import org.junit.jupiter.api.Test;

class PlateauTest {

  @Test
  void fallsAfterMoreThanPatienceEpochsThatWereNoBetter() {
    assertThat(scales(new Plateau(0.5, 1, 0, false, 0, 0, false), 5, 4, 4, 4, 3, 3, 3))
        .containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void restsAfterAFall() {
    assertThat(scales(new Plateau(0.5, 0, 0, false, 2, 0, false), 5, 5, 5, 5, 5, 5))
        .containsExactly(1, 0.5, 0.5, 0.5, 0.25, 0.25);
  }

  @Test
  void aLittleBetterIsNoBetter() {
    assertThat(scales(new Plateau(0.5, 0, 0.1, false, 0, 0, false), 10, 9.5, 8.9))
        .containsExactly(1, 0.5, 0.5);
    assertThat(scales(new Plateau(0.5, 0, 0.1, true, 0, 0, false), 10, 9.95, 9.8))
        .containsExactly(1, 0.5, 0.5);
    assertThat(scales(new Plateau(0.5, 0, 0.1, false, 0, 0, true), -10, -9.5, -8.9))
        .containsExactly(1, 0.5, 0.5);
  }

  @Test
  void highestWantsHigherFigures() {
    assertThat(scales(new Plateau(0.5, 0, 0, false, 0, 0, true), 0.5, 0.6, 0.6, 0.7))
        .containsExactly(1, 1, 0.5, 0.5);
  }

  @Test
  void stopsAtTheLeastScaleAndCountsNotANumberAsNoBetter() {
    assertThat(scales(new Plateau(0.5, 0, 0, false, 0, 0.3, false), 1, 1, Double.NaN, 1))
        .containsExactly(1, 0.5, 0.3, 0.3);
  }

  @Test
  void numbersAreChecked() {
    assertThatThrownBy(() -> new Plateau(1, 0, 0, false, 0, 0, false))
        .isInstanceOf(CotangentException.class)
        .hasMessage("plateau: factor is 1.0, expected a number in (0, 1)");
    assertThatThrownBy(() -> Plateau.of(-1)).isInstanceOf(CotangentException.class);
  }

  private static double[] scales(Plateau plateau, double... figures) {
    double[] scales = new double[figures.length];
    Plateau.State state = plateau.begin();
    for (int i = 0; i < figures.length; i++) {
      state = plateau.next(state, figures[i]);
      scales[i] = state.scale();
    }
    return scales;
  }
}
