/**
 * Optimizers, in order of increasing complexity {@link dev.cotangent.optim.Sgd}, {@link
 * dev.cotangent.optim.Adagrad}, {@link dev.cotangent.optim.RmsProp}, {@link
 * dev.cotangent.optim.Adadelta}, {@link dev.cotangent.optim.Rprop}, {@link
 * dev.cotangent.optim.Adam}, {@link dev.cotangent.optim.AdamW}, {@link dev.cotangent.optim.Adamax},
 * {@link dev.cotangent.optim.RAdam}, {@link dev.cotangent.optim.NAdam}, {@link
 * dev.cotangent.optim.Adafactor} and {@link dev.cotangent.optim.Muon}; {@link
 * dev.cotangent.optim.Ema}, which keeps an average of the weights beside any of them; schedules by
 * the step; {@link dev.cotangent.optim.Plateau}, a schedule by what was reached; and {@link
 * dev.cotangent.optim.GradientClipping}. Names, defaults and update rules are PyTorch's. All are
 * immutable values.
 */
@NullMarked
package dev.cotangent.optim;

import org.jspecify.annotations.NullMarked;
