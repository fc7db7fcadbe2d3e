package dev.cotangent.spark.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Targets;

/** The data set of a range of ordered samples. */
final class SampleColumns {

  private final SampleLayout layout;

  /** The first numeric input. */
  private final RowChunks floats;

  /** All other words, a column for each. */
  private final int[][] others;

  /** The row of each place. */
  private final int[] order;

  /** The first place. */
  private final int from;

  /** Number of places. */
  private final int size;

  SampleColumns(
      SampleLayout layout, RowChunks floats, int[][] others, int[] order, int from, int size) {
    this.layout = layout;
    this.floats = floats;
    this.others = others;
    this.order = order;
    this.from = from;
    this.size = size;
  }

  Dataset dataset() {
    int numeric = SampleTable.firstNumeric(layout);
    Signature inputs = layout.inputs();
    Dataset data = first(numeric);
    int column = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (i != numeric) {
        int width = inputs.port(i).sample().size();
        data =
            ArrayReader.with(data, inputs.names().get(i), inputs.port(i), gathered(column, width));
        column += width;
      }
    }
    return data;
  }

  /** The data set with the first numeric input, if any. */
  private Dataset first(int numeric) {
    Targets targets = targets();
    if (numeric < 0) {
      return Dataset.of(targets);
    }
    Shape sample = layout.inputs().port(numeric).sample();
    return Dataset.of(sample, floats.inOrder(order, from), targets)
        .named(layout.inputs().names().get(numeric));
  }

  private Targets targets() {
    int width = layout.target().shape().size();
    int column = others.length - layout.weights() - width;
    Targets targets = layout.target().targets(gathered(column, width));
    if (layout.weights() == 0 || size == 0) {
      return targets;
    }
    int[] weights = gathered(column + width, layout.weights());
    return targets.withWeights(TargetLayout.floats(weights));
  }

  /** The words of neighbouring columns, sample by sample. */
  private int[] gathered(int column, int width) {
    if ((long) size * width > Integer.MAX_VALUE - 8) {
      throw new DataException(
          size
              + " samples of "
              + width
              + " numbers in a further input or target, expected at most "
              + (Integer.MAX_VALUE - 8)
              + " numbers at one member; use more tasks");
    }
    int[] words = new int[size * width];
    for (int i = 0; i < width; i++) {
      int[] from = others[column + i];
      for (int row = 0; row < size; row++) {
        words[row * width + i] = from[order[this.from + row]];
      }
    }
    return words;
  }
}
