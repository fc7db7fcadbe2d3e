/** Evaluation of trained models on data sets: loss, metrics, confusion matrix. */
@NullMarked
package dev.cotangent.training.evaluation;

import org.jspecify.annotations.NullMarked;
