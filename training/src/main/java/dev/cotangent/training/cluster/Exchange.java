package dev.cotangent.training.cluster;

import java.nio.ByteBuffer;

/**
 * Carries messages between the members of one training, which are numbered from 0.
 *
 * <p>Between two members, messages arrive complete and in the order in which they were sent;
 * between different pairs there is no order. One thread at a time of each member calls these
 * methods. A member that fails, or cannot be reached any more, makes the others' calls throw {@link
 * ExchangeException}; no call waits without a limit.
 *
 * <p>All members run the same program, so each message has a length that its receiver knows;
 * another length is an error.
 */
public interface Exchange {

  /** The number of members, 1 or more. */
  int members();

  /** The number of this member, from 0. */
  int member();

  /**
   * Sends the remaining bytes of a message and returns at once. They must not change before {@link
   * #flush} has returned. The position of the buffer is left as it is.
   *
   * @param to number of another member
   * @throws ExchangeException if that member has failed or cannot be reached
   */
  void send(int to, ByteBuffer message);

  /**
   * Waits for the next message of a member and fills the remaining bytes of a buffer, whose
   * position is left as it is.
   *
   * @param from number of another member
   * @throws ExchangeException if the message has another length, does not come within the limit, or
   *     a member has failed
   */
  void receive(int from, ByteBuffer into);

  /**
   * Waits until the bytes of all messages that were sent have been handed over, so that their
   * buffers may change.
   *
   * @throws ExchangeException if that takes longer than the limit, or a member has failed
   */
  void flush();
}
