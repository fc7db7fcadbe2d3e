package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamedPredictorTest {

  private static final int ROWS = 341; // chunks of 256, 64, 16, 4 and 1

  private final Model model = model();
  private final float[] numbers = new float[ROWS * 4];
  private final int[] towns = IntStream.range(0, ROWS).map(i -> i % 5).toArray();

  NamedPredictorTest() {
    RandomStream random = RandomStream.of(3, "numbers");
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.normal(i);
    }
  }

  private static Model model() {
    return Graph.of(
            g -> {
              GraphNode x = g.apply("dense", Dense.of(3), g.input("numbers"));
              GraphNode town = g.apply("towns", Embedding.of(5, 2), g.input("town"));
              GraphNode both = g.apply("both", Concat.last(), x, town);
              g.output("class", g.apply("class", Dense.of(3), both));
              g.output("price", g.apply("price", Dense.of(1), both));
            })
        .build(Signature.of("numbers", Shape.of(4)).and("town", DType.I32, Shape.scalar()), 7);
  }

  private Map<String, Object> batch(int from, int to) {
    Map<String, Object> batch = new HashMap<>();
    batch.put("town", Arrays.copyOfRange(towns, from, to));
    batch.put("numbers", Arrays.copyOfRange(numbers, from * 4, to * 4));
    return batch;
  }

  @Test
  void neverLetsARowDependOnItsBatch() {
    Predictor predictor = model.predictor();
    Map<String, float[]> all = predictor.predict(batch(0, ROWS));

    assertThat(all).containsOnlyKeys("class", "price");
    assertThat(all.get("class")).hasSize(3 * ROWS);
    for (int row = 0; row < ROWS; row += 17) {
      Map<String, float[]> one = predictor.predict(batch(row, row + 1));
      assertThat(one.get("class"))
          .containsExactly(Arrays.copyOfRange(all.get("class"), 3 * row, 3 * row + 3));
      assertThat(get(one, "price")[0]).isEqualTo(get(all, "price")[row]);
    }
    assertThat(predictor.predict(batch(0, 0)).get("price")).isEmpty();
  }

  @Test
  void givesThreadsWhatItGivesOne() throws Exception {
    Predictor predictor = model.predictor();
    float[] expected = predictor.predict(batch(0, ROWS)).get("price");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> call = () -> predictor.predict(batch(0, ROWS)).get("price");
      for (Future<float[]> found : pool.invokeAll(java.util.Collections.nCopies(12, call))) {
        assertThat(found.get()).containsExactly(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void takesALastStepForAnOutput() {
    Predictor predictor = model.predictor().after("class", Tensor::softmax);
    Map<String, float[]> found = predictor.predict(batch(3, 4));
    float[] probabilities = get(found, "class");

    assertThat(probabilities[0] + probabilities[1] + probabilities[2])
        .isBetween(0.99999f, 1.00001f);
    assertThat(found.get("price"))
        .containsExactly(model.predictor().predict(batch(3, 4)).get("price"));
    assertThatThrownBy(() -> predictor.after("clas", Tensor::softmax))
        .hasMessage("no port 'clas', expected one of [class, price]; did you mean 'class'?");
    assertThatThrownBy(() -> model.predictor(Tensor::softmax))
        .hasMessageContaining("the model has the outputs class F32[3], price F32[1]");
  }

  @Test
  void takesARowByName() {
    Predictor predictor = model.predictor();
    Map<String, float[]> found =
        predictor.row().set("town", 4).set("numbers", 1, -2, 0.5, 3).predict();

    assertThat(found.get("price"))
        .containsExactly(
            predictor
                .predict(Map.of("numbers", new float[] {1, -2, 0.5f, 3}, "town", new int[] {4}))
                .get("price"));
    assertThatThrownBy(() -> predictor.row().set("twn", 1))
        .hasMessageContaining(
            "no port 'twn', expected one of [numbers, town]; did you mean 'town'?");
    assertThatThrownBy(() -> predictor.row().set("town", 1.5))
        .hasMessage("input 'town' got 1.5, expected whole numbers of 32 bits");
    assertThatThrownBy(() -> predictor.row().set("numbers", 1))
        .hasMessage("input 'numbers' got 1 numbers, expected 4 for F32[4]");
    assertThatThrownBy(() -> predictor.row().set("town", 1).predict())
        .hasMessageContaining("input 'numbers' of the model is missing");
  }

  @Test
  void namesWhatIsWrong() {
    Predictor predictor = model.predictor();

    assertThatThrownBy(() -> predictor.predict(Map.of("number", numbers)))
        .hasMessageContaining("no input 'number', expected numbers F32[4], town I32[]")
        .hasMessageContaining("did you mean 'numbers'?");
    assertThatThrownBy(() -> predictor.predict(Map.of("numbers", numbers, "town", numbers)))
        .hasMessage("input 'town' is a float[], expected int[] for I32[]");
    assertThatThrownBy(() -> predictor.predict(Map.of("numbers", numbers, "town", new int[2])))
        .isInstanceOf(ShapeException.class)
        .hasMessage("input 'town' has 2 samples, expected 341 as in 'numbers'");
    assertThatThrownBy(() -> predictor.predict(Map.of("numbers", new float[5], "town", towns)))
        .hasMessage("input 'numbers' has 5 numbers, expected a multiple of 4 for samples [4]");
    assertThatThrownBy(() -> predictor.predict(numbers))
        .hasMessageContaining("expected arrays by name; predict(Map) takes them");
  }

  @Test
  void servesModelsOfOneInputByNameToo() {
    Model plain = Model.build(Dense.of(2), Shape.of(4), 1);
    List<Float> expected = boxed(plain.predictor().predict(numbers));

    assertThat(boxed(get(plain.predictor().predict(Map.of("features", numbers)), "output")))
        .isEqualTo(expected);
  }

  private static List<Float> boxed(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private static float[] get(Map<String, float[]> found, String name) {
    return Objects.requireNonNull(found.get(name));
  }
}
