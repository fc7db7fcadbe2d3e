package dev.cotangent.spark.job;

import dev.cotangent.training.cluster.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Programs of members that only exchange numbers. */
final class Programs {

  private Programs() {}

  /** An action of a member in a round. */
  @FunctionalInterface
  interface Round extends java.io.Serializable {

    void run(Member member, int round) throws Exception;
  }

  /**
   * All members send each other the sum so far, in rounds, after something else; the result is the
   * sum.
   */
  record Sums(int rounds, Round before) implements MemberProgram<Long> {

    @Override
    public Long read(int member, Iterator<byte[]> rows) {
      long sum = 0;
      while (rows.hasNext()) {
        sum += rows.next()[0];
      }
      return sum;
    }

    @Override
    public byte[] run(Member member, Long own) throws Exception {
      long sum = own;
      for (int round = 0; round < rounds; round++) {
        before.run(member, round);
        sum = sum(member.exchange(), sum);
      }
      return ByteBuffer.allocate(Long.BYTES).putLong(sum).array();
    }

    private static long sum(Exchange exchange, long own) {
      ByteBuffer message = ByteBuffer.allocate(Long.BYTES).putLong(0, own);
      for (int other = 0; other < exchange.members(); other++) {
        if (other != exchange.member()) {
          exchange.send(other, message);
        }
      }
      long sum = own;
      ByteBuffer received = ByteBuffer.allocate(Long.BYTES);
      for (int other = 0; other < exchange.members(); other++) {
        if (other != exchange.member()) {
          exchange.receive(other, received);
          sum += received.getLong(0);
        }
      }
      exchange.flush();
      return sum;
    }
  }

  /** The result of {@link Sums}: all numbers added, times the members in each later round. */
  static long expected(int members, int rounds) {
    long sum = IntStream.rangeClosed(1, members).sum();
    for (int round = 1; round < rounds; round++) {
      sum *= members;
    }
    return sum;
  }

  /** A program that reads the rows of {@link #rows}. */
  static JobAttempt.Maker<Long> attempts(JavaSparkContext context, int rounds, Round before) {
    return (attempt, members) -> new JobAttempt<>(rows(context, members), new Sums(rounds, before));
  }

  /** One partition for each member, with its number from 1. */
  static JavaRDD<byte[]> rows(JavaSparkContext context, int members) {
    List<byte[]> rows =
        IntStream.rangeClosed(1, members).mapToObj(each -> new byte[] {(byte) each}).toList();
    return context.parallelize(rows, members);
  }

  static long value(JobResult result) {
    return ByteBuffer.wrap(result.value()).getLong();
  }

  /** Marks in a file that a member has come to a place. */
  static void touch(String file) throws IOException {
    Files.writeString(Path.of(file), Long.toString(ProcessHandle.current().pid()));
  }
}
