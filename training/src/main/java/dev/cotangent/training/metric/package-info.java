/** The built-in metrics; all weight elements by their weights. */
@NullMarked
package dev.cotangent.training.metric;

import org.jspecify.annotations.NullMarked;
