/** Training: data sets, normalisation, one step, the loop over epochs, evaluation. */
@NullMarked
package dev.cotangent.training;

import org.jspecify.annotations.NullMarked;
