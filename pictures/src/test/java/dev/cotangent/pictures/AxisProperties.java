package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AxisProperties {

  /** Finite numbers of every magnitude, alone, equal, or side by side. */
  @Provide
  Arbitrary<double[]> numbers() {
    Arbitrary<Double> any =
        Arbitraries.longs()
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite)
            .edgeCases(
                cases -> cases.add(0.0, -0.0, Double.MAX_VALUE, -Double.MAX_VALUE, 4.9e-324));
    Arbitrary<double[]> wild = any.array(double[].class).ofMinSize(1).ofMaxSize(6);
    Arbitrary<double[]> close =
        any.map(x -> new double[] {x, Math.nextUp(x), x * (1 + 1e-9), x * (1 + 1e-5)});
    return Arbitraries.oneOf(wild, close)
        .map(list -> Arrays.stream(list).filter(Double::isFinite).sorted().toArray())
        .filter(list -> list.length > 0);
  }

  @Property(tries = 500)
  void marksDifferAreFewAndInsideAsTheNumbersAre(@ForAll("numbers") double[] sorted) {
    Axis axis = Axis.of(sorted, 200, 0);
    List<String> labels = AxisTest.labels(axis);
    assertThat(labels).hasSizeBetween(1, 9).doesNotHaveDuplicates().allMatch(x -> x.length() < 16);
    assertThat(axis.ticks()).allMatch(tick -> within(axis.at(tick.value())));
    assertThat(Arrays.stream(sorted).map(axis::at).allMatch(AxisProperties::within)).isTrue();
    assertThat(Arrays.stream(sorted).map(axis::at).toArray())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Property(tries = 200)
  void epochsAreWhole(@ForAll int first, @ForAll int more) {
    long last = first + Math.abs((long) more);
    Axis axis = LinearAxis.ofWhole(first, last, 0, 100);
    assertThat(axis.ticks()).hasSizeBetween(1, 6).allMatch(tick -> tick.value() % 1 == 0);
    assertThat(AxisTest.labels(axis)).doesNotHaveDuplicates();
  }

  private static boolean within(double pixel) {
    return pixel >= -1e-6 && pixel <= 200 + 1e-6;
  }
}
