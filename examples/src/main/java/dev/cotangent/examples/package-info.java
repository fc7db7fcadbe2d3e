/** The smallest complete programs, sorted by difficulty: read them in order. */
@NullMarked
package dev.cotangent.examples;

import org.jspecify.annotations.NullMarked;
