/**
 * The built-in activation functions, one file each with formula and derivative. Defaults are
 * PyTorch's where it has any. All are immutable and thread-safe.
 */
@NullMarked
package dev.cotangent.activations;

import org.jspecify.annotations.NullMarked;
