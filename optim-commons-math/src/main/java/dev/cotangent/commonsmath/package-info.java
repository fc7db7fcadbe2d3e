/**
 * {@link dev.cotangent.commonsmath.LevenbergMarquardt} and {@link
 * dev.cotangent.commonsmath.ConjugateGradient}: the derivatives are Cotangent's, in double
 * precision, and the algorithms those of Apache Commons Math.
 */
@NullMarked
package dev.cotangent.commonsmath;

import org.jspecify.annotations.NullMarked;
