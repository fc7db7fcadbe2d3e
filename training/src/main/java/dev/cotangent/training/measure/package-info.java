/**
 * The engines behind validation and {@link dev.cotangent.training.evaluation.Evaluator}: sums of
 * losses and metrics over the chunks of a data set. Internal.
 */
@NullMarked
package dev.cotangent.training.measure;

import org.jspecify.annotations.NullMarked;
