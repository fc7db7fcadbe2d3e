/**
 * The contract of float32 kernels: the operations of a kernel set, and the layouts, windows and
 * scratch memory that they use. The portable set specifies the bits; {@link
 * dev.cotangent.core.registry.Registry#kernels} chooses the set.
 */
@NullMarked
package dev.cotangent.core.kernel;

import org.jspecify.annotations.NullMarked;
