package dev.cotangent.spark.job;

import dev.cotangent.spark.net.MemberExchange;
import dev.cotangent.spark.net.MemberServer;
import dev.cotangent.training.cluster.ExchangeException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.shuffle.FetchFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's task. It reads its rows, meets the others, runs the program, and makes every error a
 * value.
 *
 * <p>A member that cannot read its rows comes to the meeting nevertheless: the others would wait
 * there for it without an end.
 *
 * @param <S> what a member reads before it meets the others
 */
final class MemberRun<S> {

  private static final Logger LOG = LoggerFactory.getLogger(MemberRun.class);

  /** Begins the words of a member that can take part. */
  private static final String READY = "+";

  private static final String FAILED = "-";
  private static final int LONGEST_WORDS = 2_000;

  private final MemberProgram<S> program;
  private final Meeting meeting;
  private final BarrierTaskContext context;
  private final TaskEnd end;
  private final int number;
  private final String name;
  private final String host;

  MemberRun(MemberProgram<S> program, Meeting meeting, BarrierTaskContext context, TaskEnd end) {
    this.program = program;
    this.meeting = meeting;
    this.context = context;
    this.end = end;
    this.number = context.partitionId();
    String address = context.getTaskInfos()[number].address();
    this.host = address.substring(0, address.lastIndexOf(':'));
    this.name = "member " + number + " of " + context.numPartitions() + " on " + host;
  }

  /** The member with its rows, on a port of its own. */
  private record Prepared<S>(MemberServer server, S state) {}

  byte[] run(Iterator<byte[]> rows) {
    Optional<Prepared<S>> prepared = Optional.empty();
    String words;
    byte[] failed = new byte[0];
    try {
      prepared = Optional.of(prepare(rows));
      words = READY + prepared.get().server().address();
    } catch (Throwable error) {
      failed = failure(error, false);
      words = FAILED + shortened(error.toString());
    }
    String[] all = context.allGather(words);
    return prepared.isEmpty() ? failed : meet(prepared.get(), all);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
  }

  private Prepared<S> prepare(Iterator<byte[]> rows) throws Exception {
    S state = program.read(number, rows);
    MemberServer server = MemberServer.bind(host);
    end.add(server::close);
    return new Prepared<>(server, state);
  }

  private byte[] meet(Prepared<S> prepared, String[] all) {
    MemberExchange exchange;
    try {
      for (int member = 0; member < all.length; member++) {
        if (all[member].startsWith(FAILED)) {
          throw new ExchangeException(
              "member " + member + " could not begin: " + all[member].substring(1));
        }
      }
      exchange = connect(prepared.server(), all);
    } catch (Throwable error) {
      return failure(error, true);
    }
    try {
      return Outcome.success(work(exchange, prepared.state()));
    } catch (Throwable error) {
      boolean ended = exchange.ended();
      exchange.fail(shortened(error.toString()));
      return failure(error, ended);
    } finally {
      exchange.close();
    }
  }

  private MemberExchange connect(MemberServer server, String[] all) {
    List<String> addresses = Arrays.stream(all).map(words -> words.substring(1)).toList();
    MemberExchange exchange =
        server.connect(
            meeting.job(), meeting.secret(), number, addresses, meeting.limits(), end::isEnded);
    end.add(exchange::close);
    if (number == 0) {
      LOG.info("the members have met: {}", addresses);
    }
    return exchange;
  }

  private byte[] work(MemberExchange exchange, S state) throws Exception {
    Member member =
        new Member(
            exchange, meeting.attempt(), context.cpus(), () -> exchange.figures().toString());
    byte[] result = program.run(member, state);
    return number == 0 ? result : new byte[0];
  }

  /**
   * The value for an error of ours. Those of Spark go on to Spark: it repeats the job's earlier
   * stages if their results are lost, and knows why it has ended a task.
   */
  private byte[] failure(Throwable error, boolean ended) {
    context.killTaskIfInterrupted();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof FetchFailedException lost) {
        Sneaky.raise(lost);
      }
    }
    Failure failure = Failure.of(name, error, ended);
    if (failure.follows()) {
      LOG.warn("{}", failure);
    } else {
      LOG.error("{} has failed", name, error);
    }
    return Outcome.failure(failure);
  }
}
