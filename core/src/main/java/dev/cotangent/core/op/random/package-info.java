/** Random masks and numbers, functions of seed, step, row and element. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.random;
