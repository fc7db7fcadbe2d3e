/** Ops that move, repeat, choose or combine elements by their places, and the matrix product. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.shape;
