package dev.cotangent.core.kernel.warm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cropped sizes keep what is left over after whole tiles and vectors, and fit the operands. */
class CropTest {

  private static final int LARGEST = 3_000;

  @Test
  void productsFitTheOperands() {
    for (int m = 1; m < LARGEST; m += 7) {
      for (int n = 1; n < LARGEST; n += 13) {
        int rows = Crop.m(m);
        int columns = Crop.n(n);
        int terms = Crop.k(rows, columns, LARGEST);
        assertThat(rows * columns).isLessThanOrEqualTo(Operands.SIZE);
        assertThat(rows * terms).isLessThanOrEqualTo(Operands.SIZE);
        assertThat(columns * terms).isLessThanOrEqualTo(Operands.SIZE);
      }
    }
  }

  @Test
  void whatIsLeftOverStays() {
    for (int size = 1; size < LARGEST; size++) {
      assertThat(Crop.m(size) % 12).isEqualTo(size % 12);
      assertThat(Crop.n(size) % 32).isEqualTo(size % 32);
      assertThat(Crop.elements(size) % 16).isEqualTo(size % 16);
      assertThat(Crop.columns(size) % 16).isEqualTo(size % 16);
      assertThat(Crop.rows(size) * Crop.columns(size)).isLessThanOrEqualTo(Operands.SIZE);
    }
  }

  @Test
  void aProductThatIsNotTinyDoesNotBecomeTiny() {
    assertThat(10 * Crop.k(1, 10, 784)).isGreaterThanOrEqualTo(4096);
    assertThat(Crop.k(1, 10, 5)).isEqualTo(5);
  }
}
