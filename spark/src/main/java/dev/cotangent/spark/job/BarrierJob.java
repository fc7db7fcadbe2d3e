package dev.cotangent.spark.job;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.cluster.ExchangeException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a job whose members work at the same time, and starts it again when executors were lost.
 *
 * <p>Spark does not repeat a barrier stage whose results go to the driver: the loop is here, so
 * that the number of attempts, the wait for executors and the messages are those of the user.
 */
public final class BarrierJob {

  private static final Logger LOG = LoggerFactory.getLogger(BarrierJob.class);
  private static final int SECRET_BYTES = 32;
  private static final Duration WORDS = Duration.ofSeconds(30);

  private final JavaSparkContext context;
  private final JobSettings settings;
  private final Slots slots;
  private final String id = UUID.randomUUID().toString();

  /** Creates a job; it needs no executors yet. */
  public BarrierJob(JavaSparkContext context, JobSettings settings) {
    this.context = context;
    this.settings = settings;
    this.slots = new Slots(context.sc());
  }

  /**
   * Runs the job.
   *
   * @param name the job in Spark's list of jobs and in the log
   * @throws CotangentException if the tasks do not fit, if a member fails (an exception of
   *     Cotangent's with its type and message), if executors are lost more often than allowed, or
   *     if the job is cancelled
   */
  public <S> JobResult run(String name, JobAttempt.Maker<S> attempts) {
    slots.check();
    String reason = name;
    int before = 0;
    for (int attempt = 0; ; attempt++) {
      int members = members(before, reason);
      before = members;
      try {
        return new JobResult(attempt(name, attempts, attempt, members), attempt);
      } catch (LostMembers lost) {
        reason = lost.reason();
        if (attempt == settings.restarts()) {
          throw lost.last(attempt);
        }
        LOG.warn(
            "{}: {}; restart {} of at most {}", name, reason, attempt + 1, settings.restarts());
      }
    }
  }

  /** The number of members of the next attempt, as soon as they fit. */
  private int members(int before, String reason) {
    if (settings.tasks() > 0) {
      return slots.await(settings.tasks(), settings.tasks(), settings.slots(), reason);
    }
    int wanted =
        before > 0 ? before : Math.min(settings.most(), slots.capacity().orElse(slots.now()));
    return slots.await(Math.max(1, wanted), 1, settings.slots(), reason);
  }

  private <S> byte[] attempt(String name, JobAttempt.Maker<S> attempts, int attempt, int members) {
    JobAttempt<S> made = attempts.make(attempt, members);
    int partitions = made.rows().getNumPartitions();
    if (partitions != members) {
      throw new CotangentException(
          "barrier job: rows in " + partitions + " partitions for " + members + " members");
    }
    LOG.info("{}: attempt {} with {} members", name, attempt + 1, members);
    return new BarrierStage(context, name, id, WORDS)
        .run(made.rows(), new MemberTask<>(made.program(), meeting(settings, id, attempt)));
  }

  /** A meeting with a new secret. */
  static Meeting meeting(JobSettings settings, String id, int attempt) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new Meeting(
        id, attempt, secret, settings.connect(), settings.silence(), settings.message());
  }

  /** An attempt ended since members were lost, not by a failure of one. */
  static final class LostMembers extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostMembers(String reason, Throwable cause) {
      super(reason, cause);
    }

    String reason() {
      return String.valueOf(getMessage());
    }

    /** The exception for the user when there are no more restarts. */
    CotangentException last(int restarts) {
      return new ExchangeException(
          "spark training: " + getMessage() + "; restarts: " + restarts + " of at most " + restarts,
          Objects.requireNonNull(getCause()));
    }
  }
}
