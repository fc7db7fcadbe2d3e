/**
 * Optimizers, in order of increasing complexity {@link dev.cotangent.optim.Sgd} and {@link
 * dev.cotangent.optim.Adam}; schedules {@link dev.cotangent.optim.Constant} and {@link
 * dev.cotangent.optim.Cosine}; and {@link dev.cotangent.optim.GradientClipping}. Names, defaults
 * and update rules are PyTorch's. All are immutable values.
 */
@NullMarked
package dev.cotangent.optim;

import org.jspecify.annotations.NullMarked;
