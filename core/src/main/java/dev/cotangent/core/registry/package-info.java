/** Plugins: what ServiceLoader finds, by id, and which set of kernels is used. */
@NullMarked
package dev.cotangent.core.registry;

import org.jspecify.annotations.NullMarked;
