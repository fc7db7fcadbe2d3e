package dev.cotangent.core.kernel;

/** What 32 random bits b become in {@link Kernels#random}. */
public enum Distribution {

  /** ⌊b/2⁸⌋·2⁻²⁴, in [0, 1). */
  UNIFORM,

  /** Φ⁻¹((b + ½)·2⁻³²) as {@link NormalQuantile} has it, in ±6.34. */
  NORMAL
}
