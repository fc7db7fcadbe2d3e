package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.foreign.CodePlace;
import dev.cotangent.core.foreign.LimitedCall;
import dev.cotangent.core.text.Decimals;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A time limit for code of plugin jars. See {@link LimitedCall}.
 *
 * @param limit the time limit, above 0
 */
record PluginLimit(Duration limit) {

  /** Runs the code and returns its result, or throws its exception, within the limit. */
  <T> T await(Supplier<T> code) {
    LimitedCall<T> call = LimitedCall.start("cotangent-plugin", code::get);
    try {
      return call.getUninterrupted(limit); // interrupts of the caller are not about the plugin
    } catch (TimeoutException e) {
      String place = place(call.thread());
      call.abandon();
      throw new CotangentException(
          "its constructor or id() takes longer than the limit of " + seconds() + " s" + place);
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNull(e.getCause()));
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    throw new CotangentException(failure.toString(), failure);
  }

  private static String place(Thread thread) {
    return CodePlace.of(thread).map(frame -> " and is at " + CodePlace.describe(frame)).orElse("");
  }

  private String seconds() {
    return Decimals.of(limit.toMillis() / 1000.0);
  }
}
