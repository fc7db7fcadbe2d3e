package dev.cotangent.spark.job;

import dev.cotangent.spark.net.ExchangeLimits;
import dev.cotangent.spark.net.JobId;
import java.io.Serializable;
import java.time.Duration;

/**
 * The values with which members find each other.
 *
 * @param name the job's name, unique
 * @param attempt number of the attempt, from 0
 * @param secret known to this job's members only
 * @param connect time limit for all members to connect
 * @param silence after so long without a sign of life, a member counts as lost
 * @param message time limit for a message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Meeting(
    String name, int attempt, byte[] secret, Duration connect, Duration silence, Duration message)
    implements Serializable {

  JobId job() {
    return new JobId(name, attempt);
  }

  ExchangeLimits limits() {
    return ExchangeLimits.standard().withConnect(connect).withSilence(silence).withMessage(message);
  }
}
