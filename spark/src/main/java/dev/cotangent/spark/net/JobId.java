package dev.cotangent.spark.net;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import java.nio.charset.StandardCharsets;

/**
 * One attempt at one job, which members of other jobs or attempts cannot join.
 *
 * @param name the job, at most 200 bytes in UTF-8
 * @param attempt number of the attempt, from 0
 */
public record JobId(String name, int attempt) {

  static final int MOST_BYTES = 200;

  /**
   * Checks the values.
   *
   * @throws CotangentException if the name is too long or the attempt negative
   */
  public JobId {
    Given.of("job id: the name", name);
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES || attempt < 0) {
      throw new CotangentException(
          "job id: attempt "
              + attempt
              + " and a name of "
              + bytes
              + " bytes, expected an attempt from 0 and at most "
              + MOST_BYTES
              + " bytes");
    }
  }

  @Override
  public String toString() {
    return "job " + name + " attempt " + attempt;
  }
}
