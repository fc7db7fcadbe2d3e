package dev.cotangent.core.loss;

/** The kind of predictions that a loss takes. */
public enum Scores {
  /** Any real numbers, of which a sigmoid or softmax makes probabilities. */
  LOGITS,
  /** Numbers from 0 to 1. */
  PROBABILITIES,
  /** Logarithms of probabilities. */
  LOG_PROBABILITIES,
  /** Something else, or unknown. */
  OTHER
}
