/** Ops that move, repeat, select or combine elements by position, and the matrix product. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.shape;
