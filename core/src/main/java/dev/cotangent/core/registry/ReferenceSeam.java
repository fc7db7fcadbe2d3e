package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;

/** Where the reference evaluation will be offered as kernels, once plans know it. */
final class ReferenceSeam {

  static final String ID = "reference";

  private ReferenceSeam() {}

  static Kernels kernels() {
    throw new CotangentException("kernels 'reference' are not available: no plan uses them yet");
  }
}
