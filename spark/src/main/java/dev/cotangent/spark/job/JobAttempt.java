package dev.cotangent.spark.job;

import org.apache.spark.api.java.JavaRDD;

/**
 * The rows and the program of one attempt at a job.
 *
 * @param rows one partition for each member
 * @param program sent to the executors
 * @param <S> what a member reads before it meets the others
 */
public record JobAttempt<S>(JavaRDD<byte[]> rows, MemberProgram<S> program) {

  /**
   * Makes the attempts of a job.
   *
   * @param <S> what a member reads before it meets the others
   */
  @FunctionalInterface
  public interface Maker<S> {

    /**
     * Makes an attempt, in the driver.
     *
     * @param attempt number of the attempt, from 0
     * @param members number of members
     */
    JobAttempt<S> make(int attempt, int members);
  }
}
