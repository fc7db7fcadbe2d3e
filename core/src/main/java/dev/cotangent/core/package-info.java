/** Tensors as nodes of a computational graph, and gradients by reverse mode. */
@NullMarked
package dev.cotangent.core;

import org.jspecify.annotations.NullMarked;
