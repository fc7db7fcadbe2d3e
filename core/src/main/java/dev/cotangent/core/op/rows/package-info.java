/** Ops on whole rows: sums, maxima, softmax, standardization. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.rows;
