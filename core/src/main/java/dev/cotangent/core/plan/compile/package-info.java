/**
 * From tensors to a schedule over buffers, one decision per class: {@link Lowering} (the ops that a
 * plan runs), {@link Fusion} (the nodes that share a step), {@link StepRules} (the step of each),
 * {@link Schedule} (the steps that run at once) and {@link Buffers} (their memory). Not exported.
 */
@NullMarked
package dev.cotangent.core.plan.compile;

import org.jspecify.annotations.NullMarked;
