package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PredictorTest {

  private static final int IN = 13;
  private static final int OUT = 5;
  private static final int ROWS = 333;
  private static final int[] NUMBERS_OF_ROWS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 20, 21, 64, 65, 67, 68, 80, 81, 256, 257, 260, 321
  };
  private static final int ATTEMPTS = 10;
  private final Model model =
      Sequential.of(Dense.of(17), Activate.with("tanh"), Dropout.of(0.5), Dense.of(OUT))
          .build(Shape.of(IN), 3);
  private final float[] samples = samples(ROWS);

  @Test
  void neverLetsARowDependOnItsBatch() {
    Predictor predictor = model.predictor(Tensor::softmax);
    float[] all = predictor.predict(samples);
    for (int size : new int[] {1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 255, 256, 257}) {
      for (int first = 0; first + size <= ROWS; first += Math.max(1, size / 2)) {
        float[] part = Arrays.copyOfRange(samples, first * IN, (first + size) * IN);
        float[] expected = Arrays.copyOfRange(all, first * OUT, (first + size) * OUT);
        assertThat(predictor.predict(part))
            .as("%d rows from %d", size, first)
            .containsExactly(expected);
      }
    }
  }

  @Test
  void neverLetsASequenceDependOnItsBatch() {
    Predictor predictor = recurrent().predictor();
    float[] all = predictor.predict(samples);
    for (int rows : new int[] {1, 5, 16, 23, 24, 25, 64, 300}) {
      float[] part = Arrays.copyOfRange(samples, IN, (1 + rows) * IN);
      float[] expected = Arrays.copyOfRange(all, OUT, (1 + rows) * OUT);
      assertThat(predictor.predict(part)).as("%d rows", rows).containsExactly(expected);
    }
  }

  /** Samples are sequences of single numbers. */
  private static Model recurrent() {
    return Sequential.of(Lstm.of(7).withReturnSequences(), Lstm.of(9), Dense.of(OUT))
        .build(Shape.of(IN, 1), 3);
  }

  @Test
  void givesThreadsWhatItGivesOne() throws Exception {
    Predictor predictor = model.predictor();
    float[] expected = predictor.predict(samples);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int rows = ROWS - i * 7;
        tasks.add(() -> repeat(predictor, rows, expected));
      }
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private boolean repeat(Predictor predictor, int rows, float[] expected) {
    float[] in = Arrays.copyOf(samples, rows * IN);
    float[] out = new float[rows * OUT];
    boolean same = true;
    for (int i = 0; i < 200; i++) {
      Arrays.fill(out, Float.NaN);
      predictor.predict(in, out);
      same &= Arrays.equals(out, Arrays.copyOf(expected, rows * OUT));
    }
    return same;
  }

  @Test
  void allocatesNothingInSteadyState() {
    assertNothingAllocated(model, samples, 10_000);
  }

  @Test
  void allocatesNothingForSequences() {
    assertNothingAllocated(recurrent(), Arrays.copyOf(samples, 37 * IN), 3_000);
  }

  private static void assertNothingAllocated(Model model, float[] in, int warmUp) {
    Predictor predictor = model.predictor();
    float[] out = new float[in.length / IN * OUT];
    for (int i = 0; i < warmUp; i++) {
      predictor.predict(in, out);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    // the JVM itself allocates now and then while it compiles
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 1000; i++) {
        predictor.predict(in, out);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    assertThat(least).isZero();
  }

  @Test
  void doesNotChangeWithTheModel() {
    Predictor predictor = model.predictor();
    float[] before = predictor.predict(samples);
    model.store().write(model.parameter("3.bias"), 1, 2, 3, 4, 5);
    assertThat(predictor.predict(samples)).containsExactly(before);
    assertThat(model.predictor().predict(samples)).isNotEqualTo(before);
  }

  @Test
  void givesProbabilitiesWhereASoftmaxIsTheLastStep() {
    Predictor predictor = model.predictor(Tensor::softmax);
    assertThat(predictor.outputShape()).isEqualTo(Shape.of(OUT));
    float[] probabilities = predictor.predict(Arrays.copyOf(samples, IN));
    double sum = 0;
    for (float probability : probabilities) {
      assertThat(probability).isBetween(0f, 1f);
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void checksLengths() {
    Predictor predictor = model.predictor();
    assertThatThrownBy(() -> predictor.predict(new float[IN + 1]))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("14 numbers", "[13]");
    assertThatThrownBy(() -> predictor.predict(new float[IN], new float[OUT + 1]))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("1 samples", "1 x 5", "6");
    assertThat(predictor.predict(new float[0])).isEmpty();
    Predictor square = Model.build(Dense.of(IN), Shape.of(IN), 1).predictor();
    float[] same = new float[IN];
    assertThatThrownBy(() -> square.predict(same, same)).isInstanceOf(CotangentException.class);
  }

  @Test
  void refusesALastStepThatGivesNoRows() {
    assertThatThrownBy(() -> model.predictor(Tensor::sum))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one row for each sample");
  }

  @Test
  void keepsABatchWholeWhereItsSamplesSeeEachOther() {
    Predictor predictor = Model.build(new Centred(), Shape.of(1), 1).predictor();
    for (int rows :
        new int[] {1, 2, 5, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 300, 5}) {
      float[] x = new float[rows];
      for (int i = 0; i < rows; i++) {
        x[i] = i;
      }
      float[] y = predictor.predict(x);
      for (int i = 0; i < rows; i++) {
        assertThat(y[i]).isEqualTo(i - (rows - 1) / 2f);
      }
    }
  }

  @Test
  void predictsAnyNumberOfSamplesWhereARowScalesItsOwnElements() {
    Model scaled = Sequential.of(Dense.of(5), new RmsNorm()).build(Shape.of(IN), 3);
    Predictor predictor = scaled.predictor();
    for (int rows : NUMBERS_OF_ROWS) {
      float[] y = predictor.predict(Arrays.copyOf(samples, rows * IN));
      for (int row = 0; row < rows; row++) {
        float[] alone = Arrays.copyOfRange(samples, row * IN, (row + 1) * IN);
        assertThat(Arrays.copyOfRange(y, row * 5, (row + 1) * 5))
            .as("row %d of %d", row, rows)
            .containsExactly(predictor.predict(alone));
      }
    }
  }

  @Test
  void keepsABatchWholeWhereItsSamplesSeeTheFirst() {
    Model model =
        Sequential.of(Lambda.of("less the first", x -> x.sub(x.slice(0, 0, 1))))
            .build(Shape.of(1), 1);
    for (int rows : NUMBERS_OF_ROWS) {
      float[] x = Arrays.copyOf(samples, rows);
      float[] y = model.predictor().predict(x);
      for (int i = 0; i < rows; i++) {
        assertThat(y[i]).as("row %d of %d", i, rows).isEqualTo(x[i] - x[0]);
      }
    }
  }

  /** Each sample less the mean of the batch. */
  private record Centred() implements LayerSpec {
    @Override
    public String id() {
      return "centred";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      return new Layer() {
        @Override
        public Shape outputShape() {
          return input;
        }

        @Override
        public Tensor forward(Tensor x, ForwardContext context) {
          return x.sub(x.mean(List.of(0), true));
        }
      };
    }
  }

  private static float[] samples(int rows) {
    float[] samples = new float[rows * IN];
    RandomStream stream = RandomStream.of(1, "samples");
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) stream.normal(i);
    }
    return samples;
  }
}
