package dev.cotangent.core.event;

import java.util.Set;
import jdk.jfr.SettingControl;

/** The setting of a least time, such as {@code 10 ms}, with a unit from ns to s. */
public final class IntervalControl extends SettingControl {

  private static final String DEFAULT = "10 ms";

  private volatile String value = DEFAULT;
  private volatile long nanos = parse(DEFAULT);

  /** Creates the setting with its default of 10 ms; for the flight recorder. */
  public IntervalControl() {}

  long nanos() {
    return nanos;
  }

  @Override
  public String combine(Set<String> wanted) {
    String least = DEFAULT;
    long found = Long.MAX_VALUE;
    for (String each : wanted) {
      if (parse(each) < found) {
        found = parse(each);
        least = each;
      }
    }
    return least;
  }

  @Override
  public void setValue(String wanted) {
    nanos = parse(wanted);
    value = wanted;
  }

  @Override
  public String getValue() {
    return value;
  }

  private static long parse(String text) {
    String[] parts = text.strip().split("\\s+", 2);
    try {
      return Long.parseLong(parts[0]) * factor(parts.length < 2 ? "" : parts[1]);
    } catch (NumberFormatException malformed) {
      return parse(DEFAULT); // the flight recorder ignores settings that it cannot read
    }
  }

  private static long factor(String unit) {
    return switch (unit) {
      case "us" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      default -> 1;
    };
  }
}
