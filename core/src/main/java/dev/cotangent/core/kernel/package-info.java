/**
 * The float32 kernels: their contract, the portable set that specifies the bits, and how a set is
 * chosen.
 */
@NullMarked
package dev.cotangent.core.kernel;

import org.jspecify.annotations.NullMarked;
