/**
 * The contracts of ops: functions of elements, and ops with kernels of their own. Leaves and ops
 * are in the packages below, one file each with formula, derivative, shape rule and reference
 * evaluation.
 */
@NullMarked
package dev.cotangent.core.op;

import org.jspecify.annotations.NullMarked;
