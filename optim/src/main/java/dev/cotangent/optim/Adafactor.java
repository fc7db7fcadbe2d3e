package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Adafactor: like {@link Adam}, but for a matrix the running mean of the squared gradient is
 * factored into its row means r and column means c, and steps are relative to the magnitude of the
 * weight.
 *
 * <pre>
 * k ← t^beta2Decay
 * r ← r + k · (mean of g² over a row − r),  c likewise over a column
 * u ← g / √(r · c / mean of r)              (a vector: v ← v + k · (g² − v),  u ← g / √v)
 * a ← max(epsilon2, RMS(p)) · min(learningRate, 1 / √t)
 * p ← p − learningRate · weightDecay · p − a · u / max(1, RMS(u) / clipping)
 * </pre>
 *
 * <p>t is the step number, starting at 1; RMS is the root mean square. A weight with more than two
 * axes is treated as the matrix [first axis, all others]; PyTorch factors the last two axes. From
 * Shazeer and Stern, <i>Adafactor: Adaptive learning rates with sublinear memory cost</i>, ICML
 * 2018 (arXiv:1804.04235). The rule and the defaults are those of PyTorch's {@code
 * torch.optim.Adafactor}; unlike there, the state arrays are as long as the weights, so no memory
 * is saved.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate the largest relative step, &gt; 0; 1e-2 by default
 * @param beta2Decay exponent of the averaging factor k, &lt; 0; −0.8 by default
 * @param epsilon1 lower bound of the root mean square, &gt; 0; 2⁻²³ by default
 * @param epsilon2 lower bound of the RMS of a weight, &gt; 0; 1e-3 by default
 * @param clipping the largest RMS of an update, &gt; 0; 1 by default (PyTorch's d)
 * @param weightDecay decoupled weight decay, multiplied by the learning rate, &ge; 0; 0 by default
 */
public record Adafactor(
    double learningRate,
    double beta2Decay,
    double epsilon1,
    double epsilon2,
    double clipping,
    double weightDecay)
    implements FiniteRule {

  private static final String ID = "adafactor";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Adafactor {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.positive(ID, "−beta2Decay", -beta2Decay);
    Checks.positive(ID, "epsilon1", epsilon1);
    Checks.positive(ID, "epsilon2", epsilon2);
    Checks.positive(ID, "clipping", clipping);
    Checks.notNegative(ID, "weightDecay", weightDecay);
  }

  /** Uses the default attributes. */
  public Adafactor() {
    this(1e-2, -0.8, Math.ulp(1f), 1e-3, 1, 0);
  }

  /** The default attributes with the given learning rate. */
  public static Adafactor of(double learningRate) {
    return new Adafactor().withLearningRate(learningRate);
  }

  @Override
  public Adafactor withLearningRate(double newRate) {
    return new Adafactor(newRate, beta2Decay, epsilon1, epsilon2, clipping, weightDecay);
  }

  /** Returns a copy with another weight decay. */
  public Adafactor withWeightDecay(double newDecay) {
    return new Adafactor(learningRate, beta2Decay, epsilon1, epsilon2, clipping, newDecay);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("beta2_decay", beta2Decay)
        .with("epsilon1", epsilon1)
        .with("epsilon2", epsilon2)
        .with("clipping", clipping)
        .with("weight_decay", weightDecay);
  }

  @Override
  public Adafactor with(Attributes given) {
    Checks.known(given, attributes());
    return new Adafactor(
        learningRate,
        given.number("beta2_decay", beta2Decay),
        given.number("epsilon1", epsilon1),
        given.number("epsilon2", epsilon2),
        given.number("clipping", clipping),
        given.number("weight_decay", weightDecay));
  }

  /** The row means r (for a vector, v) and the column means c. */
  @Override
  public int slots() {
    return 2;
  }

  /** The averaging factor k of this step. */
  @Override
  public int scalars() {
    return 1;
  }

  @Override
  public void prepare(long step, double[] scalars) {
    // t^beta2Decay; StrictMath.pow allocates
    scalars[0] = StrictMath.exp(beta2Decay * StrictMath.log((double) step));
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay) && Checks.moderate(clipping);
  }

  @Override
  public boolean wholeParameters() {
    return true;
  }

  @Override
  public void update(ParameterSlice slice) {
    double size = Math.max(epsilon2, rootMeanSquare(slice.values, slice.from, slice.to));
    double step = size * Math.min(slice.learningRate, 1 / Math.sqrt((double) slice.step));
    float share = (float) slice.scalars[0];
    for (int row = 0; row < slice.rows; row++) {
      follow(slice.slots[0], slice.from + row, share, meanOfRow(slice, row));
    }
    for (int column = 0; column < slice.columns; column++) {
      follow(slice.slots[1], slice.from + column, share, meanOfColumn(slice, column));
    }
    double rows = mean(slice.slots[0], slice.from, slice.rows);
    double length = lengthOfUpdate(slice, rows);
    descend(slice, rows, step / Math.max(1, length / clipping));
  }

  private static void follow(float[] mean, int i, float share, double square) {
    mean[i] += share * ((float) square - mean[i]);
  }

  private static double meanOfRow(ParameterSlice slice, int row) {
    double sum = 0;
    for (int column = 0; column < slice.columns; column++) {
      double g = slice.gradients[slice.index(row, column)];
      sum += g * g;
    }
    return sum / slice.columns;
  }

  private static double meanOfColumn(ParameterSlice slice, int column) {
    double sum = 0;
    for (int row = 0; row < slice.rows; row++) {
      double g = slice.gradients[slice.index(row, column)];
      sum += g * g;
    }
    return sum / slice.rows;
  }

  private static double mean(float[] x, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    return sum / count;
  }

  private static double rootMeanSquare(float[] x, int from, int to) {
    return Math.sqrt(sumOfSquares(x, from, to) / (to - from));
  }

  private static double sumOfSquares(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** The scaled gradient u of an element. */
  private double update(ParameterSlice slice, int row, int column, double meanOfRows) {
    double r = slice.slots[0][slice.from + row];
    double c = slice.slots[1][slice.from + column];
    double square = r * c / Math.max(epsilon1, meanOfRows);
    double g = slice.gradients[slice.index(row, column)];
    return g / Math.sqrt(Math.max(epsilon1 * epsilon1, slice.columns == 1 ? r : square));
  }

  private double lengthOfUpdate(ParameterSlice slice, double meanOfRows) {
    double sum = 0;
    for (int row = 0; row < slice.rows; row++) {
      for (int column = 0; column < slice.columns; column++) {
        double u = update(slice, row, column, meanOfRows);
        sum += u * u;
      }
    }
    return Math.sqrt(sum / (slice.to - slice.from));
  }

  private void descend(ParameterSlice slice, double meanOfRows, double rate) {
    double left = 1 - slice.learningRate * weightDecay;
    for (int row = 0; row < slice.rows; row++) {
      for (int column = 0; column < slice.columns; column++) {
        int i = slice.index(row, column);
        double u = update(slice, row, column, meanOfRows);
        slice.values[i] = (float) (slice.values[i] * left - rate * u);
      }
    }
  }
}
