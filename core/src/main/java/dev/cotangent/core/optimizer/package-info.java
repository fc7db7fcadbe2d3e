/** The interfaces that optimizers and learning-rate schedules implement. */
@NullMarked
package dev.cotangent.core.optimizer;

import org.jspecify.annotations.NullMarked;
