/** Callbacks, which observe a training and may stop it, and the built-in ones. */
@NullMarked
package dev.cotangent.training.callback;

import org.jspecify.annotations.NullMarked;
