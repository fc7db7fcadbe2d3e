/** One training on several machines: who holds which shards, and how numbers get between them. */
@NullMarked
package dev.cotangent.training.cluster;

import org.jspecify.annotations.NullMarked;
