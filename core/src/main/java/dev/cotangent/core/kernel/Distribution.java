package dev.cotangent.core.kernel;

/** The distribution of {@link Kernels#random}: a function of 32 random bits b. */
public enum Distribution {

  /** ⌊b/2⁸⌋·2⁻²⁴, in [0, 1). */
  UNIFORM,

  /** Φ⁻¹((b + ½)·2⁻³²) as computed by {@code NormalQuantile}, in ±6.34. */
  NORMAL
}
