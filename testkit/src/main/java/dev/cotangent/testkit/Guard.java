package dev.cotangent.testkit;

import dev.cotangent.core.foreign.LimitedCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Runs plugin code safely, as a {@link LimitedCall}. Anything it throws becomes a {@link
 * ContractViolation}. Not thread-safe.
 */
final class Guard {

  private final Duration limit;
  private boolean expired;

  Guard(Duration limit) {
    this.limit = limit;
  }

  /** Whether a call has timed out. */
  boolean expired() {
    return expired;
  }

  /**
   * Runs the work and returns its result.
   *
   * @throws ContractViolation if the work throws or does not return within the limit, with its
   *     location
   */
  <T> T call(String name, Callable<T> work) {
    LimitedCall<T> call = LimitedCall.start("contract-" + name, work);
    try {
      return call.get(limit);
    } catch (ExecutionException e) {
      throw Thrown.finding(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      expired = true;
      throw late(call);
    } catch (InterruptedException e) {
      call.abandon();
      Thread.currentThread().interrupt();
      throw new ContractViolation("it was interrupted");
    }
  }

  private ContractViolation late(LimitedCall<?> call) {
    String places =
        Thrown.places(call.stack(trace -> Arrays.stream(trace).anyMatch(Thrown::isOwn)));
    call.abandon();
    return new ContractViolation("it has not returned after " + seconds() + "; it is at " + places);
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
