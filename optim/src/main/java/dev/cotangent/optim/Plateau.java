package dev.cotangent.optim;

/**
 * Lowers the learning rate when a figure of each epoch has stopped getting better: the rule of
 * PyTorch's {@code ReduceLROnPlateau}, as a pure function from state to state. The state's factor
 * multiplies whatever rate optimizer and schedule give.
 *
 * <pre>
 * better:  figure &lt; best − threshold · |best|    (absolute: best − threshold; highest: mirrored)
 * after more than {@code patience} epochs that were not better:  scale ← scale · factor
 * </pre>
 *
 * <p>An immutable value; safe for use by many threads.
 *
 * @param factor what the rate is multiplied by, in (0, 1); 0.1 by default
 * @param patience how many epochs in a row may be no better, &ge; 0; 10 by default
 * @param threshold how much counts as better, &ge; 0; 1e-4 by default
 * @param absolute whether the threshold is a difference rather than a share; false by default
 * @param cooldown how many epochs after a fall are not counted, &ge; 0; 0 by default
 * @param leastScale where the scale stops, in [0, 1); 0 by default
 * @param highest whether a higher figure is a better one, as with accuracy; false by default
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
   * What the epochs so far leave behind.
   *
   * @param scale what the learning rate is multiplied by
   * @param best the best figure, infinite before the first
   * @param waited epochs in a row that were no better
   * @param resting epochs that are not counted yet
   */
  public record State(double scale, double best, int waited, int resting) {}

  /**
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public Plateau {
    Checks.betweenZeroAndOne(ID, "factor", factor);
    Checks.notNegative(ID, "patience", patience);
    Checks.notNegative(ID, "threshold", threshold);
    Checks.notNegative(ID, "cooldown", cooldown);
    Checks.belowOne(ID, "leastScale", leastScale);
  }

  /** The defaults. */
  public Plateau() {
    this(0.1, 10, 1e-4, false, 0, 0, false);
  }

  /** The defaults with a patience. */
  public static Plateau patience(int epochs) {
    return new Plateau(0.1, epochs, 1e-4, false, 0, 0, false);
  }

  /** This rule for figures of which a higher one is better, or a lower one. */
  public Plateau withHighest(boolean higherIsBetter) {
    return new Plateau(factor, patience, threshold, absolute, cooldown, leastScale, higherIsBetter);
  }

  /** The state before the first epoch. */
  public State begin() {
    double worst = highest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return new State(1, worst, 0, 0);
  }

  /** The state after an epoch with some figure; one that is NaN is no better than any. */
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
