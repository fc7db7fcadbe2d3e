package dev.cotangent.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {

  private static final Attributes SOME =
      Attributes.none()
          .with("units", 3)
          .with("rate", 0.5)
          .with("bias", true)
          .with("mode", "same")
          .with("kernel", Shape.of(3, 2));

  @Test
  void givesWhatWasPutInOrder() {
    assertThat(SOME.names()).containsExactly("units", "rate", "bias", "mode", "kernel");
    assertThat(SOME.integer("units")).isEqualTo(3);
    assertThat(SOME.number("rate")).isEqualTo(0.5);
    assertThat(SOME.number("units")).isEqualTo(3);
    assertThat(SOME.bool("bias")).isTrue();
    assertThat(SOME.text("mode")).isEqualTo("same");
    assertThat(SOME.shape("kernel")).isEqualTo(Shape.of(3, 2));
    assertThat(SOME.has("units")).isTrue();
    assertThat(SOME.find("nothing")).isEmpty();
  }

  @Test
  void integersOfAnyWidthAreTheSame() {
    Attributes expected = Attributes.none().with("units", 3L);
    assertThat(Attributes.none().with("units", 3)).isEqualTo(expected);
    assertThat(Attributes.none().with("units", (short) 3)).isEqualTo(expected);
    assertThat(Attributes.none().with("units", Integer.valueOf(3))).isEqualTo(expected);
  }

  @Test
  void givesTheDefaultOfWhatIsAbsent() {
    Attributes none = Attributes.none();
    assertThat(none.integer("a", 7)).isEqualTo(7);
    assertThat(none.number("a", 0.25)).isEqualTo(0.25);
    assertThat(none.bool("a", true)).isTrue();
    assertThat(none.text("a", "b")).isEqualTo("b");
    assertThat(none.shape("a", Shape.of(1))).isEqualTo(Shape.of(1));
    assertThat(SOME.integer("units", 7)).isEqualTo(3);
  }

  @Test
  void isAValue() {
    Attributes one = Attributes.none().with("a", 1);
    assertThat(one)
        .isEqualTo(Attributes.none().with("a", 1))
        .hasSameHashCodeAs(Attributes.none().with("a", 1));
    assertThat(one).isNotEqualTo(Attributes.none().with("a", 2));
    assertThat(one.with("a", 2).integer("a")).isEqualTo(2);
    assertThat(one.integer("a")).isEqualTo(1);
    assertThat(one.without("a")).isEqualTo(Attributes.none());
    assertThat(one.and(one.with("b", 2)).names()).containsExactly("a", "b");
  }

  @Test
  void namesAttributeValueAndExpectation() {
    assertError(() -> SOME.integer("mode"), "'mode'", "'same'", "an integer");
    assertError(() -> SOME.number("bias"), "'bias'", "true", "a number");
    assertError(() -> SOME.bool("units"), "'units'", "3", "true or false");
    assertError(() -> SOME.text("rate"), "'rate'", "0.5", "a text");
    assertError(() -> SOME.shape("rate"), "'rate'", "0.5", "integers");
    assertError(() -> SOME.layer("mode"), "'mode'", "'same'", "a layer");
    assertError(() -> SOME.layers("mode"), "'mode'", "'same'", "a list of layers");
    assertError(() -> SOME.integer("rate"), "'rate'", "0.5", "an integer");
    assertError(() -> SOME.integer("nothing"), "'nothing'", "missing", "units");
    assertError(() -> SOME.with("a", 1L << 40).integer("a"), "'a'", "1099511627776", "32 bits");
    assertError(() -> SOME.with("a", Double.NaN), "'a'", "NaN", "finite");
  }

  @Test
  void namesTheUnknownAttributeAndTheKnownOnes() {
    SOME.allowOnly("kernel", "mode", "bias", "rate", "units", "more");
    assertError(() -> SOME.allowOnly("units", "rate"), "'bias'", "units", "rate");
  }

  @Test
  void takesAnEmptyListForAShapeWithoutAxes() {
    assertThat(Attributes.none().with("a", List.of()).shape("a")).isEqualTo(Shape.scalar());
  }

  private static void assertError(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(CotangentException.class).hasMessageContainingAll(words);
  }
}
