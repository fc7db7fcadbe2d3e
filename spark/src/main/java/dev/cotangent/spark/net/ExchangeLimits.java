package dev.cotangent.spark.net;

import dev.cotangent.core.CotangentException;
import java.time.Duration;

/**
 * Times and amounts that bound what a {@link MemberExchange} waits for and stores.
 *
 * @param connect until all members must have connected
 * @param silence after so long without a byte or heartbeat, a member counts as lost
 * @param message until a message must have come, or have been taken, in full
 * @param window bytes of messages from one member that wait in memory until they are received; from
 *     {@value #LEAST_WINDOW}. A member that sends more without receiving waits for the receiver.
 */
public record ExchangeLimits(Duration connect, Duration silence, Duration message, int window) {

  static final int LEAST_WINDOW = 4 << 20;

  /**
   * Checks the values.
   *
   * @throws CotangentException if one is too small
   */
  public ExchangeLimits {
    atLeast("connect", connect, 1);
    atLeast("silence", silence, 50);
    atLeast("message", message, 1);
    if (window < LEAST_WINDOW) {
      throw new CotangentException(
          "exchange limits: a window of " + window + " bytes, expected at least " + LEAST_WINDOW);
    }
  }

  private static void atLeast(String name, Duration value, long millis) {
    if (value.toMillis() < millis) {
      throw new CotangentException(
          "exchange limits: " + name + " of " + value + ", expected at least " + millis + " ms");
    }
  }

  /** The defaults: 60 s to connect, 20 s of silence, 5 minutes for a message, 16 MiB. */
  public static ExchangeLimits standard() {
    return new ExchangeLimits(
        Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofMinutes(5), 16 << 20);
  }

  /** These limits with another time until all members must have connected. */
  public ExchangeLimits withConnect(Duration value) {
    return new ExchangeLimits(value, silence, message, window);
  }

  /** These limits with another time of silence, at least 50 ms. */
  public ExchangeLimits withSilence(Duration value) {
    return new ExchangeLimits(connect, value, message, window);
  }

  /** These limits with another time for a message. */
  public ExchangeLimits withMessage(Duration value) {
    return new ExchangeLimits(connect, silence, value, window);
  }

  /** These limits with another number of bytes that wait in memory for each other member. */
  public ExchangeLimits withWindow(int value) {
    return new ExchangeLimits(connect, silence, message, value);
  }

  /** A time in plain words, such as 20 s or 1500 ms. */
  static String words(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
