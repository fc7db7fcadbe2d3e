/** Counter-based random numbers: every draw is a pure function of a seed, a name and a position. */
@NullMarked
package dev.cotangent.core.random;

import org.jspecify.annotations.NullMarked;
