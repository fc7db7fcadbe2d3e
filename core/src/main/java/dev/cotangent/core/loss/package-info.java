/** Losses: what training makes small. */
@NullMarked
package dev.cotangent.core.loss;

import org.jspecify.annotations.NullMarked;
