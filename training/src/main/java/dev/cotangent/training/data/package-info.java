/**
 * Data sets: samples of one shape, from an array or a {@link
 * dev.cotangent.training.data.SampleSource}, with classes, labels or numbers as {@link
 * dev.cotangent.training.data.Targets} and with weights; splits, normalization, and the {@link
 * dev.cotangent.training.data.Batch} that a step reads.
 */
@NullMarked
package dev.cotangent.training.data;

import org.jspecify.annotations.NullMarked;
