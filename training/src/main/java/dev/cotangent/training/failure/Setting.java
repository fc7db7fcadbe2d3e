package dev.cotangent.training.failure;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;

/**
 * A setting of a {@link Trainer} that affects the numbers of a training and is therefore saved in
 * checkpoints; each is named like the method that sets it. A {@linkplain Trainer#resume resumed}
 * training with a different value is rejected, unless the checkpoint {@linkplain
 * Checkpoint#accepting accepts} the change.
 */
public enum Setting {
  /** {@link Trainer#loss}. */
  LOSS("loss", true),
  /**
   * {@link Trainer#optimizer}: learning rate and attributes; another optimizer is never accepted.
   */
  OPTIMIZER("optimizer", true),
  /** {@link Trainer#group}. */
  GROUP("group", true),
  /** {@link Trainer#freeze}. */
  FREEZE("freeze", true),
  /** {@link Trainer#schedule}, apart from its number of steps. */
  SCHEDULE("schedule", true),
  /** The number of steps that the schedule is planned for. */
  HORIZON("steps the schedule is planned for:", true),
  /** {@link Trainer#clipGlobalNorm}. */
  CLIP_GLOBAL_NORM("clipGlobalNorm", true),
  /** {@link Trainer#clipValue}. */
  CLIP_VALUE("clipValue", true),
  /** {@link Trainer#batch}; between epochs only. */
  BATCH("batch", false),
  /** {@link Trainer#accumulate}; between epochs only. */
  ACCUMULATE("accumulate", false),
  /** {@link Trainer#shards}; between epochs only. */
  SHARDS("shards", false),
  /** {@link Trainer#bfloat16Gradients}. */
  BFLOAT16_GRADIENTS("bfloat16Gradients", true),
  /** {@link Trainer#syncEvery}; checkpoints are written after a mean alone. */
  SYNC_EVERY("syncEvery", true),
  /** {@link Trainer#seed}; between epochs only. */
  SEED("seed", false),
  /** {@link Trainer#metrics}. */
  METRICS("metrics", true),
  /** {@link Trainer#callbacks}; a callback without state in the checkpoint starts fresh. */
  CALLBACKS("callbacks", true),
  /** {@link Trainer#averaged}. */
  AVERAGED("averaged", true),
  /** The code of third-party plugins that model and settings use. */
  PLUGINS("plugins", true),
  /** {@link Trainer#validation}. */
  VALIDATION("validation data", true),
  /** The training data; between epochs only. */
  DATA("training data", false);

  private final String label;
  private final boolean anywhere;

  Setting(String label, boolean anywhere) {
    this.label = label;
    this.anywhere = anywhere;
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  /** Whether the setting may change within an epoch, too. */
  public boolean anywhere() {
    return anywhere;
  }

  /** The name of its member in a checkpoint. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
