package dev.cotangent.optim;

/**
 * Lowers the learning rate when a metric has stopped improving: the rule of PyTorch's {@code
 * ReduceLROnPlateau}, as a pure function from state to state. The scale in the state multiplies the
 * rate that optimizer and schedule give.
 *
 * <pre>
 * better: metric &lt; best − threshold · |best|    (absolute: best − threshold; highest: the opposite sign)
 * after more than {@code patience} epochs without improvement: scale ← scale · factor
 * </pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param factor factor by which the learning rate is multiplied, in (0, 1); 0.1 by default
 * @param patience number of epochs without improvement to tolerate, &ge; 0; 10 by default
 * @param threshold the smallest change that counts as an improvement, &ge; 0; 1e-4 by default
 * @param absolute whether the threshold is absolute rather than relative to the best value; false
 *     by default
 * @param cooldown number of epochs to wait after a reduction before counting again, &ge; 0; 0 by
 *     default
 * @param leastScale lower bound of the scale, in [0, 1); 0 by default
 * @param highest whether higher is better, as with accuracy; false by default
 */
public record Plateau(
    double factor,
    int patience,
    double threshold,
    boolean absolute,
    int cooldown,
    double leastScale,
    boolean highest) {

  private static final String ID = "plateau";

  /**
   * The state between two epochs.
   *
   * @param scale factor by which the learning rate is multiplied
   * @param best the best value so far, infinite before the first epoch
   * @param waited number of epochs in a row without improvement
   * @param resting remaining epochs of the cooldown
   */
  public record State(double scale, double best, int waited, int resting) {}

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Plateau {
    Checks.betweenZeroAndOne(ID, "factor", factor);
    Checks.notNegative(ID, "patience", patience);
    Checks.notNegative(ID, "threshold", threshold);
    Checks.notNegative(ID, "cooldown", cooldown);
    Checks.belowOne(ID, "leastScale", leastScale);
  }

  /** Uses the default attributes. */
  public Plateau() {
    this(0.1, 10, 1e-4, false, 0, 0, false);
  }

  /** The default attributes with the given patience. */
  public static Plateau of(int epochs) {
    return new Plateau(0.1, epochs, 1e-4, false, 0, 0, false);
  }

  /** Returns a copy for metrics where higher, or lower, is better. */
  public Plateau withHighest(boolean higherIsBetter) {
    return new Plateau(factor, patience, threshold, absolute, cooldown, leastScale, higherIsBetter);
  }

  /** The state before the first epoch. */
  public State begin() {
    double worst = highest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return new State(1, worst, 0, 0);
  }

  /** The state after an epoch with the given metric value; NaN is never an improvement. */
  public State next(State state, double figure) {
    boolean better = isBetter(figure, state.best());
    double best = better ? figure : state.best();
    boolean rests = state.resting() > 0;
    int resting = rests ? state.resting() - 1 : 0;
    int waited = better || rests ? 0 : state.waited() + 1;
    return waited > patience
        ? new State(Math.max(leastScale, state.scale() * factor), best, 0, cooldown)
        : new State(state.scale(), best, waited, resting);
  }

  private boolean isBetter(double figure, double best) {
    if (Double.isInfinite(best)) {
      return highest ? figure > best : figure < best;
    }
    double margin = absolute ? threshold : threshold * Math.abs(best);
    return highest ? figure > best + margin : figure < best - margin;
  }
}
