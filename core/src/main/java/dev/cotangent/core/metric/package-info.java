/**
 * Metrics, which measure the quality of predictions, and the interface that metric plugins
 * implement.
 */
@NullMarked
package dev.cotangent.core.metric;

import org.jspecify.annotations.NullMarked;
