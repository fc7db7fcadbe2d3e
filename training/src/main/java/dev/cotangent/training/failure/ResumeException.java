package dev.cotangent.training.failure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.data.SampleSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Thrown when a checkpoint does not match the training that resumes from it: the message lists all
 * differences, with both values. Nothing has changed yet, with one exception: data from a {@link
 * SampleSource} is compared while it is read, the last of it in the first whole epoch.
 */
public final class ResumeException extends CotangentException {

  private static final long serialVersionUID = 1L;

  /** The differences. */
  private final ArrayList<String> differences;

  /** The settings whose values differ. */
  private final EnumSet<Setting> settings;

  /**
   * Creates an exception.
   *
   * @param differences the differences, for {@link #differences}
   * @param settings the settings that differ
   */
  public ResumeException(String message, List<String> differences, Set<Setting> settings) {
    super(message);
    this.differences = new ArrayList<>(differences);
    this.settings = EnumSet.noneOf(Setting.class);
    this.settings.addAll(settings);
  }

  /** Creates an exception for a difference that no setting covers, such as the layers. */
  public ResumeException(String difference) {
    this("the checkpoint does not match: " + difference, List.of(difference), Set.of());
  }

  /** The differences, as in {@code batch 64 instead of 32}, with the checkpoint's value last. */
  public List<String> differences() {
    return Collections.unmodifiableList(differences);
  }

  /**
   * The settings that differ; {@link Checkpoint#accepting} accepts them. Empty for other
   * differences, which cannot be accepted.
   */
  public Set<Setting> settings() {
    return Collections.unmodifiableSet(settings);
  }
}
