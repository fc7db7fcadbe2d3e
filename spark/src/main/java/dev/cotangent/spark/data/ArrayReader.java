package dev.cotangent.spark.data;

import dev.cotangent.core.DType;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Targets;
import java.nio.ByteBuffer;

/**
 * Reads inputs, targets and weights that were written one array after another.
 *
 * @param rows number of samples
 */
record ArrayReader(SampleLayout layout, int rows, ByteBuffer from) {

  /** Reads all inputs and the targets. */
  Dataset first() {
    Signature inputs = layout.inputs();
    int numeric = SampleTable.firstNumeric(layout);
    int[][] words = new int[inputs.size()][];
    for (int i = 0; i < words.length; i++) {
      words[i] = words(inputs.port(i).sample().size());
    }
    Targets targets = targets();
    Dataset data =
        numeric < 0 ? Dataset.of(targets) : withSamples(numeric, words[numeric], targets);
    for (int i = 0; i < words.length; i++) {
      if (i != numeric) {
        data = with(data, inputs.names().get(i), inputs.port(i), words[i]);
      }
    }
    return data;
  }

  private Dataset withSamples(int input, int[] words, Targets targets) {
    Signature inputs = layout.inputs();
    return Dataset.of(inputs.port(input).sample(), TargetLayout.floats(words), targets)
        .named(inputs.names().get(input));
  }

  /** A data set with a further input. */
  static Dataset with(Dataset data, String name, Port port, int[] words) {
    return port.dtype() == DType.I32
        ? data.withInput(name, port.sample(), words)
        : data.withInput(name, port.sample(), TargetLayout.floats(words));
  }

  /** Reads targets and their weights. */
  Targets targets() {
    Targets targets = layout.target().targets(words(layout.targetShape().size()));
    return layout.weights() == 0
        ? targets
        : targets.withWeights(TargetLayout.floats(words(layout.weights())));
  }

  private int[] words(int width) {
    long count = (long) rows * width;
    if (rows < 1 || count > from.remaining() / Integer.BYTES) {
      throw new DataException(
          from.remaining()
              + " bytes for "
              + rows
              + " samples of "
              + width
              + " numbers, expected more");
    }
    int[] words = new int[(int) count];
    from.asIntBuffer().get(words);
    from.position(from.position() + words.length * Integer.BYTES);
    return words;
  }
}
