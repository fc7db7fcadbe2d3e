/**
 * Reference kernels: plain loops in double precision, slow, against which the accuracy of all other
 * sets is measured. For tests and comparisons.
 */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.kernel.reference;
