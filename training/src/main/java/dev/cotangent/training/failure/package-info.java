/**
 * The exceptions of a training, and the settings in which a checkpoint and a training may differ.
 */
@NullMarked
package dev.cotangent.training.failure;

import org.jspecify.annotations.NullMarked;
