/**
 * The content and the file format of checkpoints, and their comparison with the training that
 * resumes from them. Internal.
 */
@NullMarked
package dev.cotangent.training.checkpoint;

import org.jspecify.annotations.NullMarked;
