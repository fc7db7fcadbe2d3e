/** Metrics: numbers that say how good predictions are, and the contract of those of plugins. */
@NullMarked
package dev.cotangent.core.metric;

import org.jspecify.annotations.NullMarked;
