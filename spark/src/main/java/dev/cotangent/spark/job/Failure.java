package dev.cotangent.spark.job;

import dev.cotangent.training.cluster.ExchangeException;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.TrainingException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * An error of a member as a value.
 *
 * @param member the member with its place, such as {@code member 2 of 4 on host-a}
 * @param type class of the error
 * @param message its message
 * @param step the step that failed, or −1
 * @param quantity what was not finite, or empty
 * @param stack the stack trace, causes included
 * @param follows whether it follows from the failure or loss of another member
 */
record Failure(
    String member,
    String type,
    String message,
    long step,
    String quantity,
    String stack,
    boolean follows) {

  private static final int LONGEST_STACK = 20_000;

  /**
   * The value of an error.
   *
   * @param ended whether the exchange had ended before; if not, an error of an exchange is one of
   *     this member's own, such as a difference between the members' numbers
   */
  static Failure of(String member, Throwable error, boolean ended) {
    StringWriter stack = new StringWriter();
    error.printStackTrace(new PrintWriter(stack));
    return new Failure(
        member,
        error.getClass().getName(),
        error.getMessage() == null ? "" : error.getMessage(),
        error instanceof TrainingException training ? training.step() : -1,
        error instanceof NonFiniteException numbers ? numbers.quantity() : "",
        shortened(stack.toString()),
        ended && isOfExchange(error));
  }

  private static String shortened(String stack) {
    return stack.length() <= LONGEST_STACK ? stack : stack.substring(0, LONGEST_STACK) + "…";
  }

  private static boolean isOfExchange(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < 50; depth++) {
      if (cause instanceof ExchangeException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  void write(DataOutput out) throws IOException {
    for (String each : new String[] {member, type, message, quantity, stack}) {
      ByteFields.write(out, each);
    }
    out.writeLong(step);
    out.writeBoolean(follows);
  }

  static Failure read(DataInput in) throws IOException {
    String member = ByteFields.read(in);
    String type = ByteFields.read(in);
    String message = ByteFields.read(in);
    String quantity = ByteFields.read(in);
    String stack = ByteFields.read(in);
    return new Failure(member, type, message, in.readLong(), quantity, stack, in.readBoolean());
  }

  /** The error in one line. */
  @Override
  public String toString() {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return member + ": " + (message.isEmpty() ? simple : message);
  }
}
