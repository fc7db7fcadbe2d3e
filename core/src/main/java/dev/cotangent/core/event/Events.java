package dev.cotangent.core.event;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Records events with the JDK's flight recorder.
 *
 * <p>Loading an event class starts a part of the recorder, which takes 0.2 s: none is loaded before
 * the program starts a recording. Until then an event costs the read of a flag. Thread-safe.
 */
public final class Events {

  private static final boolean POSSIBLE = isPossible();

  private Events() {}

  /** Whether the JVM has a flight recorder that this module may use. */
  private static boolean isPossible() {
    try {
      FlightRecorder.isInitialized();
      return true;
    } catch (LinkageError missing) {
      return false;
    }
  }

  /** Whether a recording has been started in this JVM, now or earlier. */
  public static boolean areOn() {
    return POSSIBLE && FlightRecorder.isInitialized();
  }

  /** Begins the compilation of a plan; null if it is not recorded. */
  public static @Nullable Span plan() {
    return areOn() ? PlanEvent.begun() : null;
  }

  /**
   * Ends the compilation of a plan.
   *
   * @param bytes the memory of a run in bytes
   * @param operations the floating-point operations of a run
   */
  public static void planned(
      Span plan, String kernels, int steps, double bytes, double operations) {
    ((PlanEvent) plan).end(kernels, steps, bytes, operations);
  }

  /** Begins a prediction; null if it is not recorded. */
  public static @Nullable Span prediction() {
    return areOn() ? PredictionEvent.begun() : null;
  }

  /** Ends a prediction for so many samples. */
  public static void predicted(Span prediction, int samples, Object model) {
    ((PredictionEvent) prediction).end(samples, model);
  }

  /** Begins an epoch; null if it is not recorded. */
  public static @Nullable Span epoch() {
    return areOn() ? EpochEvent.begun() : null;
  }

  /**
   * Ends an epoch.
   *
   * @param epoch number of the epoch, from 1
   * @param step number of steps completed in the training
   * @param loss mean loss of the steps
   * @param validationLoss loss of the validation data; NaN if there is none
   */
  public static void trained(
      Span epoch, int number, long step, double loss, double validationLoss, double rate) {
    ((EpochEvent) epoch).end(number, step, loss, validationLoss, rate);
  }

  /**
   * Records a change of kernels.
   *
   * @param where what runs on the kernels
   * @param why the reason
   */
  public static void kernelsChanged(String where, String from, String to, String why) {
    if (areOn()) {
      KernelsEvent.record(where, from, to, why);
    }
  }

  /**
   * Records the failure of a plugin.
   *
   * @param kind the kind of plugin, or {@code op} or {@code jar}
   * @param id the plugin's id; empty if it is unknown
   * @param className its class; empty if it is unknown
   * @param location the jar, folder or module that its class comes from
   * @param exception the class of the exception; empty if there is none
   */
  public static void pluginFailed(
      String kind, String id, String className, String location, String exception, String message) {
    if (areOn()) {
      PluginEvent.record(kind, id, className, location, exception, message);
    }
  }
}
