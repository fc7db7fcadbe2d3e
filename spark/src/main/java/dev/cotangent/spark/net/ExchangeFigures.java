package dev.cotangent.spark.net;

import java.util.Locale;

/**
 * The work of an exchange so far, all members together.
 *
 * @param sentBytes bytes of messages handed over to the network
 * @param receivedBytes bytes of messages received
 * @param receiveNanos nanoseconds that the member's thread spent in {@code receive}
 * @param flushNanos nanoseconds that the member's thread spent in {@code flush}
 */
public record ExchangeFigures(
    long sentBytes, long receivedBytes, long receiveNanos, long flushNanos) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f MB sent, %.1f MB received, %.3f s in receive, %.3f s in flush",
        sentBytes / 1e6,
        receivedBytes / 1e6,
        receiveNanos / 1e9,
        flushNanos / 1e9);
  }
}
