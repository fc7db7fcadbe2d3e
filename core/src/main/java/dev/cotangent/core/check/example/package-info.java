/**
 * An example of every op, from which tests and {@code gradcheck} draw its operands. For our own
 * modules.
 */
@NullMarked
package dev.cotangent.core.check.example;

import org.jspecify.annotations.NullMarked;
