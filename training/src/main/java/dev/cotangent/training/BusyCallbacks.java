package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.callback.Callback;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The callbacks of all trainings that run, so that none with state takes part in two at once.
 * Thread-safe.
 */
final class BusyCallbacks {

  private static final Set<Callback> BUSY = Collections.newSetFromMap(new IdentityHashMap<>());

  private BusyCallbacks() {}

  /**
   * Reserves the callbacks that have an id for a training, all or none, and returns them.
   *
   * @throws CotangentException if one is listed twice, takes part in another training, or returns
   *     null as its id
   */
  static List<Callback> claim(List<Callback> callbacks) {
    List<Callback> claimed = callbacks.stream().filter(BusyCallbacks::hasId).toList();
    Set<Callback> own = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Callback each : claimed) {
      if (!own.add(each)) {
        throw refused(each, "is listed twice");
      }
    }
    synchronized (BUSY) {
      for (Callback each : claimed) {
        if (BUSY.contains(each)) {
          throw refused(each, "takes part in another training that is still running");
        }
      }
      BUSY.addAll(own);
    }
    return claimed;
  }

  private static boolean hasId(Callback callback) {
    String where = "trainer: the id of the callback " + callback.getClass().getName();
    return !Given.of(where, callback.id()).isEmpty();
  }

  /** Ends the reservation. */
  static void release(List<Callback> claimed) {
    synchronized (BUSY) {
      claimed.forEach(BUSY::remove);
    }
  }

  private static CotangentException refused(Callback callback, String state) {
    return new CotangentException(
        "trainer: the callback '"
            + Printable.of(callback.id())
            + "' "
            + state
            + ", expected an object of its own for each use (or an empty id, if it keeps no state)");
  }
}
