package dev.cotangent.spark.ml;

import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.data.DataException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * A model as a function of one value: a vector or an array of numbers.
 *
 * @param model bytes of the model
 * @param sha256 hash of the bytes
 * @param head how its outputs are read
 * @param size number of features
 * @param result makes the function's value of the outputs
 */
public record PredictOne(
    Broadcast<byte[]> model,
    String sha256,
    Head head,
    int size,
    MapFunction<float[], Object> result)
    implements UDF1<Object, Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Object call(@Nullable Object features) throws Exception {
    if (features == null) {
      return null;
    }
    float[] numbers = numbers(features);
    if (numbers.length != size) {
      throw new DataException(
          "SQL function: " + numbers.length + " numbers, expected " + size + " features");
    }
    Predictor predictor = ExecutorModels.predictor(sha256, head, model::value);
    return result.call(predictor.predict(numbers));
  }

  private static float[] numbers(Object features) {
    if (features instanceof Vector vector) {
      return floats(vector.toArray());
    } else if (features instanceof Seq<?> list) {
      return floats(list);
    }
    throw new DataException(
        "SQL function: "
            + features.getClass().getSimpleName()
            + ", expected a vector or an array of numbers");
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static float[] floats(Seq<?> list) {
    float[] floats = new float[list.length()];
    for (int i = 0; i < floats.length; i++) {
      if (!(list.apply(i) instanceof Number number)) {
        throw new DataException(
            "SQL function: element " + i + " is " + list.apply(i) + ", expected a number");
      }
      floats[i] = (float) number.doubleValue();
    }
    return floats;
  }
}
