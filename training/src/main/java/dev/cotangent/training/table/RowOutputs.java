package dev.cotangent.training.table;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.model.BatchingPredictor;
import dev.cotangent.core.model.Predictor;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the outputs for encoded rows.
 *
 * @param inputs converts encoded rows to the model's inputs
 * @param predictor predicts batches, and single rows unless there is a batching predictor
 */
record RowOutputs(EncodedInputs inputs, Predictor predictor, Optional<BatchingPredictor> batching) {

  static RowOutputs of(FeatureEncoding encoding, Predictor predictor) {
    return new RowOutputs(new EncodedInputs(encoding), predictor, Optional.empty());
  }

  RowOutputs on(BatchingPredictor other) {
    Given.of("table predictor: the batching predictor", other);
    if (!other.inputs().equals(predictor.inputs())
        || !other.outputs().equals(predictor.outputs())) {
      throw new CotangentException(
          "table predictor: a batching predictor "
              + other.inputs()
              + " -> "
              + other.outputs()
              + ", expected "
              + predictor.inputs()
              + " -> "
              + predictor.outputs());
    }
    return new RowOutputs(inputs, predictor, Optional.of(other));
  }

  /** The output for one row. */
  float[] of(float[] encoded) {
    if (batching.isEmpty()) {
      return ofBatch(encoded);
    }
    return inputs.isPlain()
        ? batching.get().predict(encoded)
        : only(batching.get().predict(inputs.arrays(encoded)));
  }

  /** The outputs for rows. */
  float[] ofBatch(float[] encoded) {
    return inputs.predict(predictor, encoded);
  }

  private static float[] only(Map<String, float[]> outputs) {
    return outputs.values().iterator().next();
  }
}
