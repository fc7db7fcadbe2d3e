package dev.cotangent.training.cluster;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;

/**
 * The part of one process in a training that several processes run together, each with the same
 * model and settings.
 *
 * <p>Member t of T has the {@link SampleBlocks} of shards ⌊nt/T⌋ to ⌊n(t + 1)/T⌋ (exclusive) as its
 * training data. Its own copy of the model has the same bits as those of all others after each
 * step, and as that of a training of n shards in one process.
 *
 * <p>An immutable value, as thread-safe as its exchange.
 *
 * @param exchange carries the numbers
 * @param samples the samples of all members together, 1 or more
 */
public record Membership(Exchange exchange, long samples) {

  /**
   * Checks the values.
   *
   * @throws CotangentException if there are no samples
   */
  public Membership {
    Given.of("membership: the exchange", exchange);
    if (samples < 1) {
      throw new CotangentException("membership: " + samples + " samples, expected 1 or more");
    }
  }
}
