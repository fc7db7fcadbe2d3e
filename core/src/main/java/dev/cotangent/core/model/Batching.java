package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import java.time.Duration;

/**
 * The settings of a {@link BatchingPredictor}.
 *
 * @param maxRows most requests in a batch, from 1 to {@value #MOST_ROWS}
 * @param maxWait longest time that a request waits for others to fill its batch; zero takes those
 *     that wait already when the batch begins
 * @param queue most requests that wait at a time, at least 1; further ones are rejected
 * @param timeLimit longest time from a request to its result, above zero
 */
public record Batching(int maxRows, Duration maxWait, int queue, Duration timeLimit) {

  private static final int MOST_ROWS = 65_536;
  private static final int BATCHES_IN_QUEUE = 16;
  private static final int LEAST_QUEUE = 1024;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Checks the values. */
  public Batching {
    Given.of("batching: the maximum wait", maxWait);
    Given.of("batching: the time limit", timeLimit);
    check(maxRows >= 1 && maxRows <= MOST_ROWS, "max rows " + maxRows, "1 to " + MOST_ROWS);
    check(
        !maxWait.isNegative() && maxWait.compareTo(LONGEST) <= 0,
        "max wait " + maxWait,
        "zero to " + LONGEST);
    check(queue >= 1, "a queue of " + queue, "at least 1");
    check(
        timeLimit.compareTo(Duration.ZERO) > 0 && timeLimit.compareTo(LONGEST) <= 0,
        "time limit " + timeLimit,
        "above zero, at most " + LONGEST);
  }

  private static void check(boolean holds, String given, String expected) {
    if (!holds) {
      throw new CotangentException("batching: " + given + ", expected " + expected);
    }
  }

  /**
   * Creates settings with a queue for 16 batches, at least 1,024 requests, and a time limit of 10
   * s.
   *
   * @throws CotangentException if a value is out of range
   */
  public static Batching of(int maxRows, Duration maxWait) {
    int queue = Math.max(LEAST_QUEUE, BATCHES_IN_QUEUE * maxRows);
    return new Batching(maxRows, maxWait, queue, TIME_LIMIT);
  }

  /** Returns these settings with another length of the queue, in requests. */
  public Batching withQueue(int requests) {
    return new Batching(maxRows, maxWait, requests, timeLimit);
  }

  /** Returns these settings with another time limit for a request. */
  public Batching withTimeLimit(Duration limit) {
    return new Batching(maxRows, maxWait, queue, limit);
  }
}
