/**
 * Computations whose bits must be the same in every JVM and on every processor, and programs that
 * print what they are.
 */
@NullMarked
package dev.cotangent.integration.bits;

import org.jspecify.annotations.NullMarked;
