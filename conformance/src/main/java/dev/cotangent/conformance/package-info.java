/**
 * Shared code of the conformance tests: reference vectors from PyTorch, comparisons, and bounds on
 * the rounding errors of float32 results. Used by tests only; not published.
 */
@NullMarked
package dev.cotangent.conformance;

import org.jspecify.annotations.NullMarked;
