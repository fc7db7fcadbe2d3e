/**
 * Training: data sets, normalisation, one step, the loop over epochs with its callbacks and
 * checkpoints, the range test of learning rates, metrics and evaluation.
 */
@NullMarked
package dev.cotangent.training;

import org.jspecify.annotations.NullMarked;
