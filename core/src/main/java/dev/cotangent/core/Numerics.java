package dev.cotangent.core;

/**
 * The version of the arithmetic: builds of the same version compute the same bits.
 *
 * <p>It is incremented whenever the results of a kernel, a random function or an initializer change
 * in any bit.
 */
public final class Numerics {

  /** The version of this build, at least 1; stored in model files. */
  public static final int VERSION = 2;

  private Numerics() {}
}
