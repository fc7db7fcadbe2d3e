package dev.cotangent.training;

import java.util.Arrays;
import java.util.Optional;

/**
 * A setting of a {@link Trainer} that decides the numbers of a training, and that a checkpoint
 * therefore holds: each is named like the method that sets it. Where a {@linkplain Trainer#resume
 * resumed} training has another value it is refused, unless the checkpoint {@linkplain
 * Checkpoint#accepting accepts} the change.
 */
public enum Setting {
  /** {@link Trainer#loss}. */
  LOSS("loss", true),
  /** {@link Trainer#optimizer}: learning rate and attributes; never another optimizer. */
  OPTIMIZER("optimizer", true),
  /** {@link Trainer#group}. */
  GROUP("group", true),
  /** {@link Trainer#freeze}. */
  FREEZE("freeze", true),
  /** {@link Trainer#schedule}, the number of steps it is planned for aside. */
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
  /** {@link Trainer#seed}; between epochs only. */
  SEED("seed", false),
  /** {@link Trainer#metrics}. */
  METRICS("metrics", true),
  /** {@link Trainer#callbacks}; one that has nothing in the checkpoint begins anew. */
  CALLBACKS("callbacks", true),
  /** {@link Trainer#averaged}. */
  AVERAGED("averaged", true),
  /** The code of the plugins of others that model and settings name. */
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

  /** What messages call it. */
  String label() {
    return label;
  }

  /** Whether it may change within an epoch, too. */
  boolean anywhere() {
    return anywhere;
  }

  /** The name of its member in a checkpoint. */
  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The setting of that member. */
  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }
}
