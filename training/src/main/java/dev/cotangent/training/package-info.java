/**
 * Training: data sets, normalization, training steps, the loop over epochs with its callbacks and
 * checkpoints, the learning rate range test, metrics and evaluation.
 */
@NullMarked
package dev.cotangent.training;

import org.jspecify.annotations.NullMarked;
