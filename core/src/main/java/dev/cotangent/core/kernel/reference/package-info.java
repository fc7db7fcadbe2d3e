/**
 * The kernels that evaluate each op by its own reference formula: slow, and the specification of
 * all others. For tests and comparisons.
 */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.kernel.reference;
