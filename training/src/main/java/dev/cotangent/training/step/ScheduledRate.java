package dev.cotangent.training.step;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;

/** Computes the learning rates of a schedule, which have to be finite and not negative. */
public final class ScheduledRate {

  private ScheduledRate() {}

  /**
   * The learning rate of a step, from 0.
   *
   * @param base the optimizer's own learning rate
   * @throws PluginException if the schedule fails, or the rate is negative or not finite
   */
  public static double of(Schedule schedule, double base, long step) {
    double rate;
    try {
      rate = schedule.learningRate(base, step);
    } catch (Throwable failure) {
      throw plugin(schedule).failed(method(step), failure);
    }
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new PluginException(
          plugin(schedule), method(step) + " is " + rate + ", expected a finite number, 0 or more");
    }
    return rate;
  }

  private static String method(long step) {
    return "learningRate of step " + step;
  }

  private static RegistryEntry plugin(Schedule schedule) {
    return RegistryEntry.of(PluginKind.SCHEDULE, schedule.id(), schedule);
  }
}
