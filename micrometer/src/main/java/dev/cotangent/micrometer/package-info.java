/** Meters of trainings, predictors and registries, for programs that use Micrometer. */
@NullMarked
package dev.cotangent.micrometer;

import org.jspecify.annotations.NullMarked;
