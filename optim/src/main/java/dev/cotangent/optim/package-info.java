/**
 * Optimizers, learning-rate schedules and gradient clipping.
 *
 * <p>The optimizers, in order of increasing complexity: {@link dev.cotangent.optim.Sgd}, {@link
 * dev.cotangent.optim.Adagrad}, {@link dev.cotangent.optim.RmsProp}, {@link
 * dev.cotangent.optim.Adadelta}, {@link dev.cotangent.optim.Rprop}, {@link
 * dev.cotangent.optim.Adam}, {@link dev.cotangent.optim.AdamW}, {@link dev.cotangent.optim.Adamax},
 * {@link dev.cotangent.optim.RAdam}, {@link dev.cotangent.optim.NAdam}, {@link
 * dev.cotangent.optim.Adafactor} and {@link dev.cotangent.optim.Muon}. {@link
 * dev.cotangent.optim.Ema} wraps any of them and keeps a moving average of the weights.
 *
 * <p>The schedules set the learning rate by step: {@link dev.cotangent.optim.ConstantRate}, {@link
 * dev.cotangent.optim.StepDecay}, {@link dev.cotangent.optim.MultiStep}, {@link
 * dev.cotangent.optim.Exponential}, {@link dev.cotangent.optim.Polynomial}, {@link
 * dev.cotangent.optim.LinearWarmup}, {@link dev.cotangent.optim.Cosine}, {@link
 * dev.cotangent.optim.CosineWarmRestarts}, {@link dev.cotangent.optim.WarmupCosine}, {@link
 * dev.cotangent.optim.OneCycle} and {@link dev.cotangent.optim.Sequence}, which runs two of them
 * one after the other. {@link dev.cotangent.optim.Plateau} lowers the learning rate when a metric
 * stops improving.
 *
 * <p>Clipping: {@link dev.cotangent.optim.GradientClipping} by norm, {@link
 * dev.cotangent.optim.ValueClipping} by element. Names, defaults and update rules follow PyTorch.
 * All types are immutable.
 */
@NullMarked
package dev.cotangent.optim;

import org.jspecify.annotations.NullMarked;
