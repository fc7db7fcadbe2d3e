package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors for rows of images, which are short: 8 lanes at most.
 *
 * <p>On JDK 17 a loop finds out what its vectors are from the type profile of methods that all
 * loops share. With vectors of two widths in one process that profile names two classes, and loops
 * that had nothing to do with the second one then allocate every vector. So there all vectors are
 * as wide as the machine has them. JDK 25 does not need the profile; versions between the two were
 * not tried.
 */
final class Narrow {

  private static final int LANES = 8;

  /** Whether vectors narrower than the preferred ones may be used. */
  static final boolean ALLOWED = Runtime.version().feature() >= 25;

  static final VectorSpecies<Float> SPECIES =
      ALLOWED && FloatVector.SPECIES_PREFERRED.length() > LANES
          ? FloatVector.SPECIES_256
          : FloatVector.SPECIES_PREFERRED;

  private Narrow() {}
}
