/**
 * Kernels on {@code jdk.incubator.vector}, with the same bits as the portable set.
 *
 * <p>Three rules keep the steady state free of allocation: no method takes or returns a vector (C2
 * may stop inlining it and box permanently), species are {@code private static final} in the class
 * that uses them, and a loop contains at most one polynomial, and no sum in addition to it. Masks
 * come from {@code compare} and go into {@code blend}; masked loads and stores are not intrinsics
 * on JDK 17.
 */
@NullMarked
package dev.cotangent.kernels.vector;

import org.jspecify.annotations.NullMarked;
