package dev.cotangent.core.loss;

/** The kind of predictions that a loss takes. */
public enum Scores {
  /** Real numbers that a sigmoid or softmax turns into probabilities. */
  LOGITS,
  /** Numbers from 0 to 1. */
  PROBABILITIES,
  /** Logarithms of probabilities. */
  LOG_PROBABILITIES,
  /** Any other kind, or unknown. */
  OTHER
}
