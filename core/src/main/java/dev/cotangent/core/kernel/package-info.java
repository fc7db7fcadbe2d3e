/**
 * The float32 kernels: their contract, and the portable set, which specifies the bits. {@link
 * dev.cotangent.core.registry.Registry#kernels} chooses the set.
 */
@NullMarked
package dev.cotangent.core.kernel;

import org.jspecify.annotations.NullMarked;
