/** Random ops: masks and numbers, which are functions of seed, step, row and element. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.random;
