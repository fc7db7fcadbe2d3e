/**
 * Training a model: {@link dev.cotangent.training.Trainer} runs epochs over a data set, {@link
 * dev.cotangent.training.TrainStep} a single step for custom loops; {@link
 * dev.cotangent.training.Checkpoint} resumes a training bit for bit.
 *
 * <p>A {@code Trainer} only collects settings; {@code Preparation} checks that they fit together
 * and turns them into a {@code Fit}, the loop over epochs.
 *
 * <p>This package uses all others of the module and is used by none of them.
 */
@NullMarked
package dev.cotangent.training;

import org.jspecify.annotations.NullMarked;
