package dev.cotangent.spark.data;

import dev.cotangent.core.text.Brief;
import dev.cotangent.training.data.DataException;
import java.math.BigDecimal;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Reads the numbers of a row's cells. Those that find no room are counted and left out, for the
 * message of the caller.
 */
final class NumberCells {

  private NumberCells() {}

  /**
   * Reads the numbers of a cell as floats.
   *
   * @param at index of the first one
   * @return the index after the last one, which may lie behind the array
   */
  static int floats(@Nullable Object cell, String column, float[] into, int at) {
    if (cell instanceof Vector vector) {
      vector(vector, into, at);
      return at + vector.size();
    }
    if (!(cell instanceof Seq<?> sequence)) {
      return put(number(cell, column), into, at);
    }
    int next = at;
    for (Iterator<?> each = sequence.iterator(); each.hasNext(); ) {
      next = put(number(each.next(), column), into, next);
    }
    return next;
  }

  private static int put(float value, float[] into, int at) {
    if (at < into.length) {
      into[at] = value;
    }
    return at + 1;
  }

  private static void vector(Vector vector, float[] into, int at) {
    if (at + vector.size() > into.length) {
      return;
    }
    if (vector instanceof SparseVector sparse) {
      int[] indices = sparse.indices();
      double[] values = sparse.values();
      for (int i = 0; i < indices.length; i++) {
        into[at + indices[i]] = rounded(values[i]);
      }
    } else {
      double[] values = ((DenseVector) vector).values();
      for (int i = 0; i < values.length; i++) {
        into[at + i] = rounded(values[i]);
      }
    }
  }

  private static float number(@Nullable Object cell, String column) {
    if (cell instanceof Double number) {
      return rounded(number);
    }
    if (cell instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (cell instanceof Number number) { // floatValue rounds a long or a decimal once
      return number.floatValue();
    }
    throw notANumber(cell, column);
  }

  /** Rounds to float; of NaN, what fits of its bits, which a cast need not keep. */
  static float rounded(double value) {
    if (!Double.isNaN(value)) {
      return (float) value;
    }
    long bits = Double.doubleToRawLongBits(value);
    int sign = (int) (bits >>> 32) & Integer.MIN_VALUE;
    int payload = (int) (bits >>> 29) & 0x7FFFFF;
    return Float.intBitsToFloat(sign | 0x7FC00000 | payload);
  }

  /**
   * Reads the numbers of a cell as integers.
   *
   * @param at index of the first one
   * @return the index after the last one, which may lie behind the array
   */
  static int wholes(@Nullable Object cell, String column, int[] into, int at) {
    if (cell instanceof Vector vector) {
      int next = at;
      for (double value : vector.toArray()) {
        next = put(whole(value, column), into, next);
      }
      return next;
    }
    if (!(cell instanceof Seq<?> sequence)) {
      return put(whole(cell, column), into, at);
    }
    int next = at;
    for (Iterator<?> each = sequence.iterator(); each.hasNext(); ) {
      next = put(whole(each.next(), column), into, next);
    }
    return next;
  }

  private static int put(int value, int[] into, int at) {
    if (at < into.length) {
      into[at] = value;
    }
    return at + 1;
  }

  private static int whole(@Nullable Object cell, String column) {
    if (cell instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (!(cell instanceof Number number)) {
      throw notANumber(cell, column);
    }
    double value =
        number instanceof BigDecimal decimal ? decimal.doubleValue() : number.doubleValue();
    int whole = (int) value;
    if (whole != value) {
      throw new DataException(
          "column " + Brief.quoted(column) + ": " + number + ", expected a whole number");
    }
    return whole;
  }

  private static DataException notANumber(@Nullable Object cell, String column) {
    return new DataException(
        "column "
            + Brief.quoted(column)
            + ": "
            + (cell == null ? "null" : Brief.of(cell.toString()))
            + ", expected a number");
  }
}
