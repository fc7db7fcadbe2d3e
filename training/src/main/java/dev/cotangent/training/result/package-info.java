/** The numbers that a training reports: by epoch, by evaluation, and their names and directions. */
@NullMarked
package dev.cotangent.training.result;

import org.jspecify.annotations.NullMarked;
