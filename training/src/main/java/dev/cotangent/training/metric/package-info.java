/** The built-in metrics; all of them support weights. */
@NullMarked
package dev.cotangent.training.metric;

import org.jspecify.annotations.NullMarked;
