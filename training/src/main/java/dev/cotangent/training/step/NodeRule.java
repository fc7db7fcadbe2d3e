package dev.cotangent.training.step;

/** The rule by which a node of a {@link ReductionTree} is computed from both sides. */
enum NodeRule {
  /** Their sum, rounded to float. */
  SUM,
  /** Their weighted mean, rounded to float. */
  MEAN,
  /** Their sum, rounded to float and then to {@link Bfloat16}, as are the leaves. */
  BFLOAT16_SUM;

  /** The rule for the gradients of shards. */
  static NodeRule ofGradients(Sharding sharding) {
    return sharding.bfloat16() ? BFLOAT16_SUM : SUM;
  }
}
