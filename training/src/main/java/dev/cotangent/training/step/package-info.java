/**
 * The engine of a training step. Internal.
 *
 * <p>{@link dev.cotangent.training.step.StepEngine} runs a step from the batch to the update:
 * {@link dev.cotangent.training.step.StepGraph} plans the forward and backward pass of a batch,
 * {@link dev.cotangent.training.step.StepRun} runs it, {@link dev.cotangent.training.step.Update}
 * checks, clips and applies the gradients on the workers, and {@link
 * dev.cotangent.training.step.KernelSwitch} changes to faster kernels once they have proved to be
 * faster.
 */
@NullMarked
package dev.cotangent.training.step;

import org.jspecify.annotations.NullMarked;
