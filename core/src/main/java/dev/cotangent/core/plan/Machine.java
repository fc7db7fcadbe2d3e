package dev.cotangent.core.plan;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.plan.figures.Speed;

/**
 * The speeds of a machine, as measured or assumed by the caller, that bound the time of a plan.
 *
 * @param operations floating-point operations per second of one worker, above 0
 * @param bytes bytes that one worker reads and writes per second, above 0
 * @param operationsTogether floating-point operations per second of all workers together, above 0;
 *     infinite, the default, if each worker always has its own
 * @param bytesTogether bytes per second of all workers together, above 0; infinite by default
 * @param barrier seconds from the end of a phase that workers share to the start of the next one,
 *     from 0; 1e-6 by default
 */
public record Machine(
    double operations,
    double bytes,
    double operationsTogether,
    double bytesTogether,
    double barrier) {

  private static final double BARRIER = 1e-6;

  /**
   * Checks the speeds.
   *
   * @throws CotangentException if one is out of range
   */
  public Machine {
    check("operations", operations);
    check("bytes", bytes);
    check("operationsTogether", operationsTogether);
    check("bytesTogether", bytesTogether);
    if (!(barrier >= 0 && barrier < Double.POSITIVE_INFINITY)) {
      throw new CotangentException(
          "machine: barrier is " + barrier + " s, expected a finite number, 0 or more");
    }
  }

  private static void check(String name, double speed) {
    if (!(speed > 0)) {
      throw new CotangentException(
          "machine: " + name + " is " + speed + " per second, expected a number above 0");
    }
  }

  /**
   * A machine on which workers do not slow each other down.
   *
   * @param operations floating-point operations per second of one worker, above 0
   * @param bytes bytes that one worker reads and writes per second, above 0
   * @throws CotangentException if an argument is out of range
   */
  public static Machine of(double operations, double bytes) {
    double unlimited = Double.POSITIVE_INFINITY;
    return new Machine(operations, bytes, unlimited, unlimited, BARRIER);
  }

  /**
   * Returns a copy with limits for all workers together.
   *
   * @param operations floating-point operations per second, above 0
   * @param bytes bytes per second, above 0
   * @throws CotangentException if an argument is out of range
   */
  public Machine withTogether(double operations, double bytes) {
    return new Machine(this.operations, this.bytes, operations, bytes, barrier);
  }

  /**
   * Returns a copy with that time between two phases.
   *
   * @param seconds from 0
   * @throws CotangentException if it is out of range
   */
  public Machine withBarrier(double seconds) {
    return new Machine(operations, bytes, operationsTogether, bytesTogether, seconds);
  }

  /** The speed of one of several workers that are busy at the same time. */
  Speed speed(int busy) {
    return new Speed(Math.min(operations, operationsTogether / busy), bytes, bytesTogether / busy);
  }
}
