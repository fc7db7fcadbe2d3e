package dev.cotangent.spark.job;

import java.io.Serializable;
import java.util.Iterator;

/**
 * The program of all members of a job. It is sent to the executors by Java serialization.
 *
 * @param <S> what a member reads before it meets the others
 */
public interface MemberProgram<S> extends Serializable {

  /**
   * Reads what a member needs, before the members are connected.
   *
   * @param member number of the member, from 0
   * @param rows the elements of its partition
   */
  S read(int member, Iterator<byte[]> rows) throws Exception;

  /**
   * Does a member's work. The thread is interrupted if Spark ends the task.
   *
   * @return the result of the job, for member 0; the other members' results are dropped
   */
  byte[] run(Member member, S state) throws Exception;
}
