/**
 * The float32 kernels: their contract, and the portable set that specifies the bits. Which set is
 * used is decided by {@link dev.cotangent.core.registry.Registry#kernels}.
 */
@NullMarked
package dev.cotangent.core.kernel;

import org.jspecify.annotations.NullMarked;
