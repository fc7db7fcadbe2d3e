package dev.cotangent.activations;

import dev.cotangent.core.spi.Activation;

/**
 * The built-in activations with their default attributes, as constants: {@code
 * Activate.with(Activations.RELU)}. Other attributes are given to the activation's own {@code of},
 * as in {@code LeakyRelu.of(0.2)}. Immutable and thread-safe.
 */
public final class Activations {

  /** See {@link Celu}. */
  public static final Activation CELU = new Celu();

  /** See {@link Elu}. */
  public static final Activation ELU = new Elu();

  /** See {@link Gelu}. */
  public static final Activation GELU = new Gelu();

  /** See {@link Glu}. */
  public static final Activation GLU = new Glu();

  /** See {@link HardShrink}. */
  public static final Activation HARD_SHRINK = new HardShrink();

  /** See {@link HardSigmoid}. */
  public static final Activation HARD_SIGMOID = new HardSigmoid();

  /** See {@link HardSwish}. */
  public static final Activation HARD_SWISH = new HardSwish();

  /** See {@link HardTanh}. */
  public static final Activation HARD_TANH = new HardTanh();

  /** See {@link Identity}. */
  public static final Activation IDENTITY = new Identity();

  /** See {@link LeakyRelu}. */
  public static final Activation LEAKY_RELU = new LeakyRelu();

  /** See {@link LogSigmoid}. */
  public static final Activation LOG_SIGMOID = new LogSigmoid();

  /** See {@link LogSoftmax}. */
  public static final Activation LOG_SOFTMAX = new LogSoftmax();

  /** See {@link Mish}. */
  public static final Activation MISH = new Mish();

  /** See {@link Relu}. */
  public static final Activation RELU = new Relu();

  /** See {@link Relu6}. */
  public static final Activation RELU6 = new Relu6();

  /** See {@link Selu}. */
  public static final Activation SELU = new Selu();

  /** See {@link Sigmoid}. */
  public static final Activation SIGMOID = new Sigmoid();

  /** See {@link Silu}. */
  public static final Activation SILU = new Silu();

  /** See {@link SoftShrink}. */
  public static final Activation SOFT_SHRINK = new SoftShrink();

  /** See {@link Softmax}. */
  public static final Activation SOFTMAX = new Softmax();

  /** See {@link Softmin}. */
  public static final Activation SOFTMIN = new Softmin();

  /** See {@link Softplus}. */
  public static final Activation SOFTPLUS = new Softplus();

  /** See {@link Softsign}. */
  public static final Activation SOFTSIGN = new Softsign();

  /** See {@link Tanh}. */
  public static final Activation TANH = new Tanh();

  /** See {@link TanhShrink}. */
  public static final Activation TANH_SHRINK = new TanhShrink();

  /** See {@link Threshold}. */
  public static final Activation THRESHOLD = new Threshold();

  private Activations() {}
}
