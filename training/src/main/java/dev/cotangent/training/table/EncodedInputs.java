package dev.cotangent.training.table;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts encoded samples to the inputs of a model. Immutable. */
final class EncodedInputs {

  private final FeatureEncoding encoding;
  private final int width;
  private final int[] offsets;

  EncodedInputs(FeatureEncoding encoding) {
    this.encoding = encoding;
    this.offsets = new int[encoding.features().size()];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += feature(i).width();
    }
    this.width = at;
  }

  /** Whether the model has a single unnamed input, which all features feed. */
  boolean isPlain() {
    return encoding.inputs().isEmpty();
  }

  Signature signature() {
    if (isPlain()) {
      return Signature.of(Shape.of(width));
    }
    Signature all = Signature.none();
    for (TableInput input : encoding.inputs()) {
      all = all.and(input.name(), isIndex(input) ? DType.I32 : DType.F32, shape(input));
    }
    return all;
  }

  private boolean isIndex(TableInput input) {
    return feature(input.features().get(0)).kind() == FeatureKind.EMBEDDING;
  }

  private EncodedFeature feature(int place) {
    return encoding.features().get(place);
  }

  private Shape shape(TableInput input) {
    int width = width(input);
    return isIndex(input) && width == 1 ? Shape.scalar() : Shape.of(width);
  }

  private int width(TableInput input) {
    int sum = 0;
    for (int place : input.features()) {
      sum += feature(place).width();
    }
    return sum;
  }

  /** Returns an array for each input. */
  Map<String, Object> arrays(float[] encoded) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    if (isPlain()) {
      arrays.put(Signature.FEATURES, encoded);
    }
    for (TableInput input : encoding.inputs()) {
      float[] numbers = numbers(encoded, input);
      arrays.put(input.name(), isIndex(input) ? whole(numbers) : numbers);
    }
    return arrays;
  }

  private float[] numbers(float[] encoded, TableInput input) {
    int rows = encoded.length / width;
    int own = width(input);
    float[] numbers = new float[rows * own];
    int to = 0;
    for (int place : input.features()) {
      int size = feature(place).width();
      for (int row = 0; row < rows; row++) {
        System.arraycopy(encoded, row * width + offsets[place], numbers, row * own + to, size);
      }
      to += size;
    }
    return numbers;
  }

  /** Converts category indices, which floats hold exactly, to integers. */
  private static int[] whole(float[] numbers) {
    int[] whole = new int[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) numbers[i];
    }
    return whole;
  }

  /** Uses the first numeric input as the samples and adds all others as further inputs. */
  Dataset dataset(float[] encoded, Targets targets) {
    if (isPlain()) {
      return Dataset.of(Shape.of(width), encoded, targets).withFeatureNames(encoding.names());
    }
    Optional<TableInput> samples =
        encoding.inputs().stream().filter(input -> !isIndex(input)).findFirst();
    Dataset data = samples.map(input -> of(encoded, input, targets)).orElse(Dataset.of(targets));
    for (TableInput input : encoding.inputs()) {
      if (!samples.equals(Optional.of(input))) {
        float[] numbers = numbers(encoded, input);
        data =
            isIndex(input)
                ? data.withInput(input.name(), shape(input), whole(numbers))
                : data.withInput(input.name(), shape(input), numbers);
      }
    }
    return data;
  }

  private Dataset of(float[] encoded, TableInput samples, Targets targets) {
    return Dataset.of(shape(samples), numbers(encoded, samples), targets)
        .named(samples.name())
        .withFeatureNames(names(samples));
  }

  private List<String> names(TableInput input) {
    List<String> names = new ArrayList<>();
    input.features().forEach(place -> names.addAll(feature(place).names()));
    return names;
  }

  /** The prediction of a single-output model for encoded samples. */
  float[] predict(Predictor predictor, float[] encoded) {
    return isPlain()
        ? predictor.predict(encoded)
        : predictor.predict(arrays(encoded)).values().iterator().next();
  }
}
