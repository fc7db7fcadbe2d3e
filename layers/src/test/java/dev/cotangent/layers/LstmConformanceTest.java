package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.Agreement;
import dev.cotangent.conformance.Arrays64;
import dev.cotangent.conformance.Estimate;
import dev.cotangent.conformance.RoundingErrors;
import dev.cotangent.conformance.VectorSet;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.registry.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The LSTM of one layer and one direction against PyTorch: all hidden states through the layer, the
 * last hidden and cell state through {@link Lstm#states}, and what all three send back.
 */
class LstmConformanceTest {

  private static List<JsonObject> vectors() {
    return VectorSet.allCases("layers")
        .filter(vector -> vector.string("name").equals("lstm"))
        .filter(vector -> !vector.object("attrs").has("num_layers"))
        .toList();
  }

  @Test
  void agreesInFloat64() {
    assertThat(vectors()).hasSameSizeAs(VectorSet.all());
    for (JsonObject vector : vectors()) {
      LstmVector lstm = new LstmVector(vector);
      List<double[]> expected = lstm.expected();
      List<Tensor> actual = lstm.inDoubles(Arrays64::exact);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        Agreement.assertClose("result " + i, actual.get(i).toDoubles(), expected.get(i));
      }
    }
  }

  /** Against float64 on the same rounded numbers. */
  @Test
  void agreesInFloat32() {
    for (JsonObject vector : vectors()) {
      LstmVector lstm = new LstmVector(vector);
      List<Estimate> expected = RoundingErrors.of(lstm.inDoubles(Arrays64::rounded));
      for (String set : List.of("portable", "vector")) {
        List<double[]> actual = lstm.planned(Registry.standard().kernels(set));
        Agreement.assertRounded(set, actual, expected);
      }
    }
  }
}
