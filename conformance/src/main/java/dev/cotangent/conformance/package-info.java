/**
 * Shared by the conformance tests of all modules: the vectors from PyTorch, the comparison, and the
 * bound on a float32 result that the rounding of its kernels allows. Used by tests only; not
 * published.
 */
@NullMarked
package dev.cotangent.conformance;

import org.jspecify.annotations.NullMarked;
