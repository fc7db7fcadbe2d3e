/**
 * Kernels on {@code jdk.incubator.vector}, bit for bit those of the portable set.
 *
 * <p>Three habits keep the steady state free of allocation: no method here takes or returns a
 * vector (C2 may stop inlining it and box for ever), species are {@code private static final} in
 * the class that uses them, and a loop holds one polynomial and no sum beside it. Masks come from
 * {@code compare} and go into {@code blend}; masked loads and stores are no intrinsics on JDK 17.
 */
@NullMarked
package dev.cotangent.kernels.vector;

import org.jspecify.annotations.NullMarked;
