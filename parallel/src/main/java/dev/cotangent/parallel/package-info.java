/**
 * Training on all cores: {@link dev.cotangent.parallel.ForkJoinWorkers} share the {@link
 * dev.cotangent.core.work.Work} of one plan, and {@link dev.cotangent.parallel.ShardedGradients}
 * add the gradients of numbered shards. How many take part never changes a bit of a result.
 */
@NullMarked
package dev.cotangent.parallel;

import org.jspecify.annotations.NullMarked;
