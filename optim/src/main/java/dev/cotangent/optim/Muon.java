package dev.cotangent.optim;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;

/**
 * Muon: momentum whose update matrix is orthogonalized, so that all directions of a weight matrix
 * learn at the same rate.
 *
 * <pre>
 * b ← momentum · b + (1 − momentum) · g
 * u ← (1 − momentum) · g + momentum · b        (without nesterov: u ← b)
 * o ← u, nearly orthogonalized by five Newton–Schulz iterations
 * p ← p − learningRate · weightDecay · p − learningRate · √max(1, rows / columns) · o
 * </pre>
 *
 * <p>Meant for the weight matrices of hidden layers; its authors train embeddings, the output layer
 * and biases with {@link AdamW}, as in {@code trainer.optimizer(new Muon()).group("*.bias",
 * AdamW.of(1e-3))}. Here a weight with more axes is treated as the matrix [first axis, all others],
 * and a vector as a matrix of one column, which orthogonalization divides by its length; PyTorch
 * accepts neither. From K. Jordan and others, <i>Muon: an optimizer for hidden layers in neural
 * networks</i>, 2024. The rule and the defaults are those of PyTorch's {@code torch.optim.Muon},
 * including its rounding to bfloat16.
 *
 * <p>Immutable; safe for concurrent use on different slices.
 *
 * @param learningRate &gt; 0; 1e-3 by default
 * @param weightDecay decoupled weight decay, multiplied by the learning rate, &ge; 0; 0.1 by
 *     default
 * @param momentum decay rate of the running mean of the gradient, in [0, 1); 0.95 by default
 * @param nesterov whether to use Nesterov momentum; true by default
 */
public record Muon(double learningRate, double weightDecay, double momentum, boolean nesterov)
    implements FiniteRule {

  private static final String ID = "muon";
  private static final int STEPS = 5;

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Muon {
    Checks.positive(ID, "learningRate", learningRate);
    Checks.notNegative(ID, "weightDecay", weightDecay);
    Checks.belowOne(ID, "momentum", momentum);
  }

  /** Uses the default attributes. */
  public Muon() {
    this(1e-3, 0.1, 0.95, true);
  }

  /** The default attributes with the given learning rate. */
  public static Muon of(double learningRate) {
    return new Muon().withLearningRate(learningRate);
  }

  @Override
  public Muon withLearningRate(double newRate) {
    return new Muon(newRate, weightDecay, momentum, nesterov);
  }

  /** Returns a copy with another weight decay. */
  public Muon withWeightDecay(double newDecay) {
    return new Muon(learningRate, newDecay, momentum, nesterov);
  }

  /** Returns a copy with another momentum. */
  public Muon withMomentum(double newMomentum) {
    return new Muon(learningRate, weightDecay, newMomentum, nesterov);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("weight_decay", weightDecay)
        .with("momentum", momentum)
        .with("nesterov", nesterov);
  }

  @Override
  public Muon with(Attributes given) {
    Checks.known(given, attributes());
    return new Muon(
        learningRate,
        given.number("weight_decay", weightDecay),
        given.number("momentum", momentum),
        given.bool("nesterov", nesterov));
  }

  /** The running mean b of the gradient. */
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public boolean staysFinite() {
    return Checks.moderate(weightDecay);
  }

  @Override
  public boolean wholeParameters() {
    return true;
  }

  @Override
  public int scratch(int rows, int columns) {
    return Orthogonalization.scratch(Math.max(rows, columns), Math.min(rows, columns));
  }

  @Override
  public void update(ParameterSlice slice) {
    gather(slice);
    int length = Math.max(slice.rows, slice.columns);
    Orthogonalization.apply(slice.scratch, length, Math.min(slice.rows, slice.columns), STEPS);
    descend(slice);
  }

  /** Index of an element in the scratch matrix [long side, short side]. */
  private static int place(ParameterSlice slice, int row, int column) {
    return slice.rows >= slice.columns ? row * slice.columns + column : column * slice.rows + row;
  }

  private void gather(ParameterSlice slice) {
    float keep = (float) momentum;
    float[] b = slice.slots[0];
    for (int row = 0; row < slice.rows; row++) {
      for (int column = 0; column < slice.columns; column++) {
        int i = slice.index(row, column);
        float g = slice.gradients[i];
        float mean = b[i] + (1 - keep) * (g - b[i]);
        b[i] = mean;
        slice.scratch[place(slice, row, column)] = nesterov ? g + keep * (mean - g) : mean;
      }
    }
  }

  private void descend(ParameterSlice slice) {
    float left = (float) (1 - slice.learningRate * weightDecay);
    double shape = Math.sqrt(Math.max(1, (double) slice.rows / slice.columns));
    float rate = (float) (slice.learningRate * shape);
    for (int row = 0; row < slice.rows; row++) {
      for (int column = 0; column < slice.columns; column++) {
        int i = slice.index(row, column);
        slice.values[i] = slice.values[i] * left - rate * slice.scratch[place(slice, row, column)];
      }
    }
  }
}
