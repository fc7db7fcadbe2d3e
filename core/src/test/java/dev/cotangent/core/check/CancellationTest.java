package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Points where terms near 1 cancel to a gradient below 0.01, so that differences at a small step
 * are mostly rounding. {@link OpGradientProperties} draws one in a few thousand.
 */
class CancellationTest {

  /**
   * In 60 digits the first case's softmax has the second derivative 5.12308655147252e-4 at element
   * 0, as reverse mode does; five points at a distance of 2⁻¹⁴ are off by 1.7e-12.
   */
  @ParameterizedTest
  @CsvSource({
    "softmax, -1589",
    "standardize_grad, -4735",
    "standardize_grad, -5169098313442564170",
  })
  void gradientIsFoundRight(String name, long seed) {
    check(draw(name, seed), seed, y -> y).assertPassed();
  }

  @ParameterizedTest
  @CsvSource({
    "standardize, -1174",
    "standardize, 4817829146037479582",
    "standardize, 1046740506112179454",
    "standardize_grad, -73101375383373539",
  })
  void gradientWithinALargerFunctionIsFoundRight(String name, long seed) {
    check(draw(name, seed), seed, y -> y.mul(y)).assertPassed();
  }

  @Test
  void gradientThatLacksATenMillionthIsFoundWrong() {
    UnaryOperator<Tensor> cut = y -> y.mul(1 - 1e-7).add(y.detach().mul(1e-7));
    assertThat(check(draw("softmax", -1589), -1589, cut).passed()).isFalse();
  }

  private static OpCase draw(String name, long seed) {
    return OpExamples.all().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow()
        .draw(seed);
  }

  private static GradientReport check(OpCase operation, long seed, UnaryOperator<Tensor> then) {
    return GradientCheck.of(inputs -> then.apply(operation.doubles(inputs)))
        .withSeed(seed)
        .at(operation.points());
  }
}
