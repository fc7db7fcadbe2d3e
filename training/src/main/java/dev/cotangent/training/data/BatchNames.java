package dev.cotangent.training.data;

/** The names of the arrays in a {@linkplain Dataset#batch(int...) batch of a data set}. */
public final class BatchNames {

  /** The samples, unless the data set {@linkplain Dataset#named names} them. */
  public static final String FEATURES = "features";

  /** The first targets; further ones are {@code target.NAME}. */
  public static final String TARGET = "target";

  /** The weights of the first targets; those of further ones are {@code weights.NAME}. */
  public static final String WEIGHTS = "weights";

  private BatchNames() {}

  /** Whether an input has the name of a data set's targets. */
  public static boolean isTarget(String input) {
    return input.equals(TARGET) || input.startsWith(TARGET + ".");
  }
}
