package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ElementActivation;
import dev.cotangent.core.spi.Interval;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Activations that give value and derivative of one element. */
class AcceleratorTest {

  /** y = x/(1 + |x|), as an expression and element by element. */
  private record Fast(DoubleUnaryOperator of, DoubleBinaryOperator slope)
      implements ElementActivation {

    static Fast right() {
      return new Fast(x -> x / (1 + Math.abs(x)), (x, y) -> 1 / square(1 + Math.abs(x)));
    }

    private static double square(double x) {
      return x * x;
    }

    @Override
    public String id() {
      return "fast_softsign";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.div(x.abs().add(1));
    }

    @Override
    public double value(double x) {
      return of.applyAsDouble(x);
    }

    @Override
    public double derivative(double x, double y) {
      return slope.applyAsDouble(x, y);
    }
  }

  private static List<String> failures(Fast activation) {
    return ActivationContract.of(activation).report().failures();
  }

  @Test
  void aRightOneKeepsTheContract() {
    assertThat(failures(Fast.right())).isEmpty();
    assertThat(ActivationContract.of(Fast.right()).checkNames()).contains("accelerator");
  }

  @Test
  void wrongOnesAreCaught() {
    Fast right = Fast.right();
    assertThat(failures(new Fast(x -> right.value(x) * 1.001, right::derivative)))
        .containsExactly("accelerator");
    assertThat(failures(new Fast(right::value, (x, y) -> right.derivative(x, y) * 1.001)))
        .containsExactly("accelerator");
    assertThat(failures(new Fast(x -> x > 100 ? 1 : right.value(x), right::derivative)))
        .containsExactly("accelerator");
    assertThat(failures(new Fast(right::value, (x, y) -> x < 0 ? 0 : right.derivative(x, y))))
        .containsExactly("accelerator");
    assertThat(failures(new Fast(right::value, (x, y) -> right.derivative(x, 0) + y * 1e-9)))
        .containsExactly("accelerator");
  }

  @Test
  void oneThatSharesAScratchBetweenThreadsIsCaught() {
    Fast right = Fast.right();
    double[] scratch = new double[1];
    Fast shared =
        new Fast(
            x -> {
              scratch[0] = x;
              LockSupport.parkNanos(1_000);
              return right.value(scratch[0]);
            },
            right::derivative);
    assertThat(failures(shared)).containsExactly("accelerator");
  }

  @Test
  void oneThatAllocatesIsCaught() {
    Fast right = Fast.right();
    AtomicReference<double[]> kept = new AtomicReference<>(new double[1]); // or nothing is made
    Fast allocating =
        new Fast(
            x -> {
              double[] copy = {x};
              kept.set(copy);
              return right.value(copy[0]);
            },
            right::derivative);
    assertThat(failures(allocating)).containsExactly("accelerator");
  }

  /** y = ln x for positive numbers, with a slope of its own. */
  private record Logarithm(DoubleUnaryOperator slope) implements ElementActivation {

    @Override
    public String id() {
      return "logarithm";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.log();
    }

    @Override
    public Interval domain() {
      return Interval.above(0);
    }

    @Override
    public double value(double x) {
      return StrictMath.log(x);
    }

    @Override
    public double derivative(double x, double y) {
      return slope.applyAsDouble(x);
    }
  }

  @Test
  void oneWithADomainIsComparedInside() {
    assertThat(ActivationContract.of(new Logarithm(x -> 1 / x)).report().failures()).isEmpty();
    assertThat(ActivationContract.of(new Logarithm(x -> 1 / x + 1e-9)).report().failures())
        .containsExactly("accelerator");
  }
}
