package dev.cotangent.spark.job;

import dev.cotangent.core.CotangentException;
import java.time.Duration;

/**
 * Settings of a job with members. An immutable value.
 *
 * @param tasks number of members; 0: as many as fit, at most {@code most}
 * @param most largest useful number of members
 * @param restarts how often the job may be started again after executors were lost
 * @param slots how long to wait until the members fit
 * @param connect how long members wait until all are connected
 * @param silence after so long without a sign of life, a member counts as lost
 * @param message how long a member waits for a message of one that is alive
 */
public record JobSettings(
    int tasks,
    int most,
    int restarts,
    Duration slots,
    Duration connect,
    Duration silence,
    Duration message) {

  /**
   * Checks the values.
   *
   * @throws CotangentException if a number is negative, or there are more tasks than are useful
   */
  public JobSettings {
    if (tasks < 0 || tasks > most) {
      throw new CotangentException(
          "spark training: " + tasks + " tasks, expected 0 to the number of shards, " + most);
    }
    if (restarts < 0 || slots.isNegative()) {
      throw new CotangentException(
          "spark training: "
              + restarts
              + " restarts and a wait of "
              + slots
              + ", expected 0 or more of both");
    }
  }

  /**
   * The defaults: as many tasks as fit, 3 restarts, 5 minutes until they fit, 60 s until all are
   * connected, 20 s of silence, 5 minutes for a message.
   *
   * @param most largest useful number of members
   */
  public static JobSettings standard(int most) {
    return new JobSettings(
        0,
        most,
        3,
        Duration.ofMinutes(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofMinutes(5));
  }

  /** These settings with another largest useful number of members. */
  public JobSettings withMost(int value) {
    return new JobSettings(tasks, value, restarts, slots, connect, silence, message);
  }

  /** These settings with another number of members; 0: as many as fit. */
  public JobSettings withTasks(int value) {
    return new JobSettings(value, most, restarts, slots, connect, silence, message);
  }

  /** These settings with another number of restarts. */
  public JobSettings withRestarts(int value) {
    return new JobSettings(tasks, most, value, slots, connect, silence, message);
  }

  /** These settings with another time until the members fit. */
  public JobSettings withSlots(Duration value) {
    return new JobSettings(tasks, most, restarts, value, connect, silence, message);
  }

  /** These settings with another time of silence. */
  public JobSettings withSilence(Duration value) {
    return new JobSettings(tasks, most, restarts, slots, connect, value, message);
  }

  /** These settings with another time for a message. */
  public JobSettings withMessage(Duration value) {
    return new JobSettings(tasks, most, restarts, slots, connect, silence, value);
  }
}
