package dev.cotangent.cli;

import dev.cotangent.training.ResumeException;
import dev.cotangent.training.Setting;
import java.util.Set;

/** Says what differs between a run and its checkpoint, and what to do about it. */
final class ResumeAdvice {

  private ResumeAdvice() {}

  static String of(ResumeException failure) {
    String differences = String.join(", ", failure.differences());
    Set<Setting> settings = failure.settings();
    if (settings.equals(Set.of(Setting.HORIZON))) {
      return differences + "; --extend goes on by the new plan";
    }
    if (settings.contains(Setting.DATA) || settings.contains(Setting.VALIDATION)) {
      return differences
          + "; go on with the data of the first part, or begin a new run with another --out";
    }
    return differences + "; the run cannot go on, begin a new one with another --out";
  }
}
