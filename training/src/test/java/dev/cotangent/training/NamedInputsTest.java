package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Training a graph of two inputs, numbers and whole numbers. */
class NamedInputsTest {

  private static final int ROWS = 24;

  private final float[] numbers = new float[ROWS * 3];
  private final int[] towns = new int[ROWS];
  private final float[] price = new float[ROWS];

  NamedInputsTest() {
    RandomStream random = RandomStream.of(3, "numbers");
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.normal(i);
    }
    for (int i = 0; i < ROWS; i++) {
      towns[i] = i % 4;
      price[i] = numbers[3 * i] + (towns[i] == 2 ? 2 : 0);
    }
  }

  private static Model towers() {
    return Graph.of(
            g -> {
              GraphNode x =
                  g.apply(
                      "numbers_in",
                      Sequential.of(Dense.of(6), Activate.with("tanh"), Dropout.of(0.1)),
                      g.input("numbers"));
              GraphNode town = g.apply("towns", Embedding.of(4, 3), g.input("town"));
              g.output("price", g.apply("head", Dense.of(1), g.apply(Concat.last(), x, town)));
            })
        .build(
            Signature.of("numbers", Shape.of(3)).and("town", DType.I32, Shape.scalar()),
            7,
            Fixtures.REGISTRY);
  }

  private static Objective objective(Model model) {
    return Objective.of(
        model,
        f -> {
          Tensors x = f.inputs(model);
          Tensor found = f.apply(model, x).get("price");
          f.part("price", found.sub(f.input("target", Shape.of(1))).square());
          f.output("rest", f.inference(model, x).get("price"));
        });
  }

  private Batch batch() {
    return Batch.of("numbers", numbers).and("town", towns).and("target", price);
  }

  @Test
  void learnsFromBothWithTheSameBitsForAnyWorkersAndKernels() {
    String expected = trained(1, "portable");

    assertThat(trained(2, "portable")).isEqualTo(expected);
    assertThat(trained(8, "portable")).isEqualTo(expected);
    assertThat(trained(2, "vector")).isEqualTo(expected);
  }

  private String trained(int workers, String kernels) {
    Model model = towers();
    try (TrainStep step =
        Trainer.of(objective(model))
            .optimizer(Adam.of(0.02))
            .workers(workers)
            .kernels(Fixtures.REGISTRY.kernels(kernels))
            .step()) {
      float first = step.run(batch());
      float last = first;
      for (int i = 0; i < 150; i++) {
        last = step.run(batch());
      }
      assertThat(last).isLessThan(first / 10);
      return model.store().sha256();
    }
  }

  @Test
  void aStepAllocatesNothing() {
    Batch batch = batch();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (TrainStep step =
        Trainer.of(objective(towers()))
            .optimizer(Adam.of(0.01))
            .workers(1)
            .kernels(Fixtures.portable())
            .step()) {
      for (int i = 0; i < 5_000; i++) {
        step.run(batch);
      }
      long least = Long.MAX_VALUE;
      // the JVM itself allocates now and then while it compiles
      for (int attempt = 0; attempt < 30 && least > 0; attempt++) {
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 500; i++) {
          step.run(batch);
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
      }
      assertThat(least).isZero();
    }
  }
}
