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

  @Label("Step")
  @Description("Completed steps of the training")
  long step;

  @Label("Steps")
  @Description("Steps since the previous event of this training")
  long steps;

  @Label("Samples")
  int samples;

  @Label("Loss")
  @Description("Before the update")
  double loss;

  @Label("Workers")
  int workers;

  @Label("Kernels")
  String kernels = "";

  /** Time since the previous event at the end of this step. */
  transient long sinceNanos;

  @SettingDefinition
  @Name("interval")
  @Label("Interval")
  @Description("Least time between events of a training; longer steps are all recorded")
  boolean interval(IntervalControl control) {
    return sinceNanos >= control.nanos();
  }
}
