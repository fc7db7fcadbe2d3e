package dev.cotangent.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A predictor's plan changes to kernels that are faster, and to no others. */
class PredictionWarmUpTest {

  private static final Kernels PORTABLE = PortableKernels.of();

  private final Plan plan = plan();

  private static Plan plan() {
    Tensor x = Tensor.input("x", DType.F32, Shape.of(8, 100));
    return Plan.compile(List.of(x.tanh().matmul(x.transpose())), PORTABLE);
  }

  private Run fed() {
    Run run = plan.newRun();
    run.feed("x", new float[800], 0);
    return run;
  }

  /** Kernels that take a while for each call. */
  private static Kernels slow() {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              LockSupport.parkNanos(200_000);
              return method.invoke(PORTABLE, arguments);
            });
  }

  private Kernels after(Kernels first, Kernels other) {
    PlanKernels kernels = new PlanKernels(first, 0, each -> {});
    new PredictionWarmUp(this::fed, kernels, () -> other).run();
    return kernels.current();
  }

  @Test
  void fasterKernelsWin() {
    assertThat(after(slow(), PORTABLE)).isSameAs(PORTABLE);
  }

  @Test
  void theSameKernelsAreNotCompared() {
    assertThat(after(PORTABLE, PORTABLE)).isSameAs(PORTABLE);
  }

  @Test
  void theWarmUpBeginsOnceAfterSoManyPredictions() {
    AtomicInteger begun = new AtomicInteger();
    PlanKernels kernels = new PlanKernels(PORTABLE, 3, each -> begun.incrementAndGet());
    for (int i = 0; i < 2; i++) {
      kernels.served(this::fed);
    }
    assertThat(begun).hasValue(0);
    for (int i = 0; i < 10; i++) {
      kernels.served(this::fed);
    }
    assertThat(begun).hasValue(1);
  }
}
