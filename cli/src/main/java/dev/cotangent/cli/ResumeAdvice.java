package dev.cotangent.cli;

import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import java.util.Set;

/** The message for a checkpoint that does not match the run: the differences and the way out. */
final class ResumeAdvice {

  private ResumeAdvice() {}

  static String of(ResumeException failure) {
    String differences = String.join(", ", failure.differences());
    Set<Setting> settings = failure.settings();
    if (settings.equals(Set.of(Setting.HORIZON))) {
      return differences + "; --extend resumes with the longer schedule";
    }
    if (settings.contains(Setting.DATA) || settings.contains(Setting.VALIDATION)) {
      return differences + "; resume with the original data, or start a new run with another --out";
    }
    return differences + "; the run cannot be resumed: start a new one with another --out";
  }
}
