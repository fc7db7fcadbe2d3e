package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.training.data.Dataset;
import java.util.OptionalInt;

/** The targets that count for a loss. */
public final class LossTargets {

  private LossTargets() {}

  /** Returns the data with weight 0 for elements of the class that the loss ignores. */
  public static Dataset withoutIgnored(Loss loss, Dataset data) {
    OptionalInt ignored = loss.ignoredClass();
    return ignored.isPresent() && data.isClassification()
        ? data.withIgnoredClass(ignored.getAsInt())
        : data;
  }

  /**
   * Returns the data like {@link #withoutIgnored}.
   *
   * @param name the data's name for the message
   * @throws CotangentException if no sample counts
   */
  public static Dataset counted(Loss loss, Dataset data, String name) {
    Dataset counted = withoutIgnored(loss, data);
    if (counted.isWeightless()) {
      throw noneCounts(name);
    }
    return counted;
  }

  /** Whether a sample counts. */
  public static boolean counts(Loss loss, Dataset data) {
    return !withoutIgnored(loss, data).isWeightless();
  }

  /** The error of data in which no sample counts. */
  public static CotangentException noneCounts(String name) {
    return new CotangentException(
        "the "
            + name
            + " data has no sample that counts: all weights are 0, or the loss ignores them; expected"
            + " at least one");
  }
}
