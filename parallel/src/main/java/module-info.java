/** Workers on a ForkJoinPool, and gradients summed over shards. */
module dev.cotangent.parallel {
  requires transitive dev.cotangent.core;
  requires static org.jspecify;

  exports dev.cotangent.parallel;
}
