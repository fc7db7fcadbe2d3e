package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A checkpoint and the training that is to go on from it do not fit: the message names everything
 * that differs, with both values. Nothing has changed yet, with one exception: data from a {@link
 * SampleSource} are compared while they are read, the last of them in the first whole epoch.
 */
public final class ResumeException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** What differs. */
  private final ArrayList<String> differences;

  /** Whose values differ. */
  private final EnumSet<Setting> settings;

  ResumeException(String message, List<String> differences, Set<Setting> settings) {
    super(message);
    this.differences = new ArrayList<>(differences);
    this.settings = EnumSet.noneOf(Setting.class);
    this.settings.addAll(settings);
  }

  /** Something that no setting changes, such as the layers. */
  ResumeException(String difference) {
    this("the checkpoint does not fit: " + difference, List.of(difference), Set.of());
  }

  /** What differs, as in {@code batch 64 instead of 32}, the value of the checkpoint last. */
  public List<String> differences() {
    return Collections.unmodifiableList(differences);
  }

  /**
   * The settings that differ; {@link Checkpoint#accepting} accepts them. Empty if it is something
   * else, which cannot be accepted.
   */
  public Set<Setting> settings() {
    return Collections.unmodifiableSet(settings);
  }
}
