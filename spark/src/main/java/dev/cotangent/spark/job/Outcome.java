package dev.cotangent.spark.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The value of a member's task. A task that threw instead would make Spark end or repeat the stage
 * with a message of its own.
 *
 * @param result the result; empty bytes of members other than 0
 * @param failure the error, if it failed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outcome(byte[] result, Optional<Failure> failure) {

  static byte[] success(byte[] result) {
    return bytes(new Outcome(result, Optional.empty()));
  }

  static byte[] failure(Failure failure) {
    return bytes(new Outcome(new byte[0], Optional.of(failure)));
  }

  private static byte[] bytes(Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(outcome.failure.isPresent());
      if (outcome.failure.isPresent()) {
        outcome.failure.get().write(out);
      }
      ByteFields.write(out, outcome.result);
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return bytes.toByteArray();
  }

  static Outcome read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Optional<Failure> failure =
          in.readBoolean() ? Optional.of(Failure.read(in)) : Optional.empty();
      return new Outcome(ByteFields.readBytes(in), failure);
    } catch (IOException e) {
      throw new UncheckedIOException("from memory", e);
    }
  }
}
