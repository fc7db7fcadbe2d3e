package dev.cotangent.testkit;

import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that a row of a batch gives the same result as alone, and that NaN stays in its row.
 *
 * @param batch the plugin for several rows, at least 2
 * @param single the plugin for one row
 */
record RowCheck(Subject batch, Subject single, Registry registry, long seed) {

  private static final int SPOILT = 1;

  void run() {
    List<double[]> at = batch.points(new Draw(seed, "rows"), 1);
    double[] whole = result(batch, at);
    double[] spoiltBatch = result(batch, with(at, spoilt(at.get(0))));
    for (int row = 0; row < rows(); row++) {
      double[] part = row(whole, row);
      Numbers.sameBits(
          "row " + row + " of " + rows() + " against the row alone",
          result(single, with(at, row(at.get(0), row))),
          part);
      if (row != SPOILT) {
        Numbers.sameBits("row " + row + " next to a row with NaN", part, row(spoiltBatch, row));
      }
    }
  }

  private int rows() {
    return batch.shapes().get(0).dim(0);
  }

  private double[] row(double[] all, int row) {
    int width = all.length / rows();
    return Arrays.copyOfRange(all, row * width, (row + 1) * width);
  }

  private double[] spoilt(double[] input) {
    double[] values = input.clone();
    values[SPOILT * (values.length / rows())] = Double.NaN;
    return values;
  }

  private static List<double[]> with(List<double[]> at, double[] input) {
    List<double[]> changed = new ArrayList<>(at);
    changed.set(0, input);
    return changed;
  }

  private double[] result(Subject subject, List<double[]> at) {
    float[] cotangent = new float[subject.output().size()];
    return subject.on(registry.portable()).at(Draw.floats(at), cotangent).get(0);
  }
}
