package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The state_dict of a PyTorch model with batch norm, which counts its batches in I64. */
class TorchBatchNormTest {

  @Test
  void weightsBesideAnI64LoadAndPredictAsPyTorch() throws IOException {
    Model model =
        Sequential.of(Dense.of(8), new BatchNorm1d(), Activate.with("relu"), Dense.of(3))
            .build(Shape.of(4), 1);
    SafetensorsFile weights = Safetensors.read(Path.of("src/test/resources/batchnorm.safetensors"));
    for (Parameter parameter : model.parameters()) {
      model.store().write(parameter, weights.tensor(parameter.name()).floats());
    }
    float[] outputs = model.predictor().predict(new float[] {0, 1 / 3f, 2 / 3f, 1});
    assertThat(outputs)
        .containsExactly(new float[] {0.4202184f, 0.0148320f, -0.0299228f}, within(1e-6f));
  }
}
