/**
 * Optimizers of Apache Commons Math with exact derivatives from Cotangent, in double precision:
 * {@link dev.cotangent.commonsmath.LevenbergMarquardt} for least squares and {@link
 * dev.cotangent.commonsmath.ConjugateGradient} for any scalar function.
 */
@NullMarked
package dev.cotangent.commonsmath;

import org.jspecify.annotations.NullMarked;
