package dev.cotangent.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;

@Name("dev.cotangent.TrainingStep")
@Label("Training Step")
@Category("Cotangent")
@Description("A step of a training; of short steps a sample, see the setting interval")
@StackTrace(false)
final class StepEvent extends Event implements Span {

  long step;
  long steps;
  int samples;
  double loss;
  int workers;
  String kernels = "";

  /** Time since the previous event at the end of this step. */
  transient long sinceNanos;

  @SettingDefinition
  @Name("interval")
  boolean interval(IntervalControl control) {
    return sinceNanos >= control.nanos();
  }
}
