/**
 * The loss to minimize: {@link dev.cotangent.training.objective.Objective} defines it from named
 * inputs and models, {@link dev.cotangent.training.objective.BatchLoss} is that of a model and a
 * {@link dev.cotangent.core.loss.Loss} on a batch.
 */
@NullMarked
package dev.cotangent.training.objective;

import org.jspecify.annotations.NullMarked;
