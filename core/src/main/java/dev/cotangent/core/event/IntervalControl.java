package dev.cotangent.core.event;

import java.util.Set;
import jdk.jfr.SettingControl;

/** The setting of a least time, such as {@code 10 ms}, with a unit from ns to s. */
public final class IntervalControl extends SettingControl {

  private volatile String value = "10 ms";
  private volatile long nanos = nanos(value);

  /** Creates the setting with its default of 10 ms; for the flight recorder. */
  public IntervalControl() {}

  long nanos() {
    return nanos;
  }

  /** The shortest of the times that recordings want. */
  @Override
  public String combine(Set<String> wanted) {
    String least = "";
    for (String each : wanted) {
      least = least.isEmpty() || nanos(each) < nanos(least) ? each : least;
    }
    return least;
  }

  @Override
  public void setValue(String wanted) {
    nanos = nanos(wanted);
    value = wanted;
  }

  @Override
  public String getValue() {
    return value;
  }

  /** The time in nanoseconds; 10 ms if the text is none. */
  private static long nanos(String time) {
    if (!time.matches("\\d{1,9} ?[mun]?s")) {
      return 10_000_000;
    }
    long number = Long.parseLong(time.replaceAll("\\D", ""));
    return number
        * (time.endsWith("ns")
            ? 1
            : time.endsWith("us") ? 1_000 : time.endsWith("ms") ? 1_000_000 : 1_000_000_000);
  }
}
