package dev.cotangent.core;

/**
 * The version of the arithmetic: the promise of equal bits holds between builds of the same
 * version.
 *
 * <p>It goes up whenever a kernel, a random function or an initializer gives other bits than
 * before.
 */
public final class Numerics {

  /** The version of this build, from 1; model files hold it. */
  public static final int VERSION = 1;

  private Numerics() {}
}
