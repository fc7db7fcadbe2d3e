package dev.cotangent.core.optimizer;

/**
 * The elements [from, to) of parameters, gradients and optimizer state that one call updates, and
 * the numbers that hold for this step. A mutable carrier that is filled once per worker, so that an
 * update allocates nothing.
 */
public final class Slice {

  /** The parameters. */
  public float[] values = {};

  /** The gradients, in the same layout; not to be written. */
  public float[] gradients = {};

  /** The optimizer's state arrays, in the same layout. */
  public float[][] slots = {};

  /** First element. */
  public int from;

  /** One past the last element. */
  public int to;

  /** The learning rate of this step, after the schedule. */
  public double learningRate;

  /** The number of this step, from 1. */
  public long step;

  /** What {@link Optimizer#prepare} computed for this step. */
  public double[] scalars = {};

  /** Creates a slice of nothing, to be filled. */
  public Slice() {}
}
