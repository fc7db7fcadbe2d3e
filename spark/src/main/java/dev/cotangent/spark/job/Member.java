package dev.cotangent.spark.job;

import dev.cotangent.training.cluster.Exchange;
import java.util.function.Supplier;

/**
 * One of the members of a job, in its task.
 *
 * @param exchange connects it with the others
 * @param attempt number of this attempt at the job, from 0
 * @param cores cores that Spark counts for the task
 * @param figures the work of the exchange so far, in words
 */
public record Member(Exchange exchange, int attempt, int cores, Supplier<String> figures) {

  /** The number of this member, from 0. */
  public int number() {
    return exchange.member();
  }

  /** The number of members. */
  public int members() {
    return exchange.members();
  }
}
