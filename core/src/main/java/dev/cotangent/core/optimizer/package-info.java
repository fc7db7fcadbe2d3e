/** The contracts of optimizers and learning-rate schedules. */
@NullMarked
package dev.cotangent.core.optimizer;

import org.jspecify.annotations.NullMarked;
