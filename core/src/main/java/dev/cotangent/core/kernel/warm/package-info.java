/**
 * Warms up a kernel set: repeats small kernel calls of the kinds that a plan makes until the JVM
 * has compiled them. For trainings and predictors.
 */
@NullMarked
package dev.cotangent.core.kernel.warm;

import org.jspecify.annotations.NullMarked;
