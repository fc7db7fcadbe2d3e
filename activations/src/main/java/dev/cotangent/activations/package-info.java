/**
 * The built-in activation functions, one file each with formula and derivative. Attributes have
 * PyTorch's defaults. All are immutable and thread-safe.
 */
@NullMarked
package dev.cotangent.activations;

import org.jspecify.annotations.NullMarked;
