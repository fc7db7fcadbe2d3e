/** Activation functions: one file each, with formula and derivative. */
@NullMarked
package dev.cotangent.activations;

import org.jspecify.annotations.NullMarked;
