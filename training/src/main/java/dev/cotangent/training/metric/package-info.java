/** The metrics that come with Cotangent; all count elements by their weights. */
@NullMarked
package dev.cotangent.training.metric;

import org.jspecify.annotations.NullMarked;
