/**
 * Functions of numbers with the same bits on every machine: polynomials for floats, double
 * precision for reference evaluations, fused multiply-add and the Threefry block cipher. For kernel
 * sets.
 */
@NullMarked
package dev.cotangent.core.math;

import org.jspecify.annotations.NullMarked;
