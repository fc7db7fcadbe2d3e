/**
 * Multi-core training: {@link dev.cotangent.parallel.ForkJoinWorkers} run the {@link
 * dev.cotangent.core.work.Work} of one plan, and {@link dev.cotangent.parallel.ShardedGradients}
 * sum the gradients of numbered shards. Results have the same bits for any number of workers.
 */
@NullMarked
package dev.cotangent.parallel;

import org.jspecify.annotations.NullMarked;
