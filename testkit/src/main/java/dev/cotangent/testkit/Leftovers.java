package dev.cotangent.testkit;

import dev.cotangent.core.plugin.RegistryEntry;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Detects what plugins leave behind in the JVM that checks them: output on standard output, which
 * is reserved for results, and running threads. Thread-safe.
 */
final class Leftovers {

  private static final int MOST = 100;

  /** Logging may be configured to write to standard output, which is not the plugin's choice. */
  private static final List<String> LOGS =
      List.of("org.slf4j.", "ch.qos.logback.", "java.util.logging.", "org.apache.logging.");

  private final ConcurrentLinkedQueue<StackTraceElement[]> prints = new ConcurrentLinkedQueue<>();

  /** Replaces standard output. */
  static Leftovers instead() {
    Leftovers leftovers = new Leftovers();
    OutputStream noting =
        new OutputStream() {
          @Override
          public void write(int unused) {
            leftovers.note();
          }

          @Override
          public void write(byte[] unused, int from, int count) {
            leftovers.note();
          }
        };
    System.setOut(new PrintStream(noting, true, StandardCharsets.UTF_8));
    return leftovers;
  }

  private void note() {
    StackTraceElement[] trace = Thread.currentThread().getStackTrace();
    boolean logged =
        Arrays.stream(trace).anyMatch(at -> LOGS.stream().anyMatch(at.getClassName()::startsWith));
    if (!logged && prints.size() < MOST) {
      prints.add(trace);
    }
  }

  /** Adds to a report what the plugin has left behind. */
  ContractReport addTo(ContractReport report, RegistryEntry plugin) {
    List<ContractReport.Result> results = new ArrayList<>(report.results());
    prints.stream()
        .filter(trace -> isOf(trace, plugin))
        .findFirst()
        .ifPresent(
            trace ->
                results.add(
                    failure("output", "it prints to standard output, at " + place(trace), plugin)));
    if (report.passed()) { // a plugin that has not returned is already reported
      Thread.getAllStackTraces().values().stream()
          .filter(trace -> isOf(trace, plugin))
          .findFirst()
          .ifPresent(
              trace ->
                  results.add(
                      failure(
                          "output",
                          "a thread of it is still running, at " + place(trace),
                          plugin)));
    }
    return new ContractReport(report.subject(), report.seed(), report.worstError(), results);
  }

  private static ContractReport.Result failure(String check, String why, RegistryEntry plugin) {
    return new ContractReport.Result(
        check, Optional.of(why), Optional.of("new " + plugin.className() + "();"));
  }

  private static boolean isOf(StackTraceElement[] trace, RegistryEntry plugin) {
    return Arrays.stream(trace).anyMatch(at -> isOf(at, plugin.className()));
  }

  private static boolean isOf(StackTraceElement at, String className) {
    return at.getClassName().equals(className) || at.getClassName().startsWith(className + "$");
  }

  private static String place(StackTraceElement[] trace) {
    StackTraceElement[] own =
        Arrays.stream(trace)
            .filter(at -> !at.getClassName().startsWith("dev.cotangent.testkit.Leftovers"))
            .filter(Thrown::isOwn)
            .toArray(StackTraceElement[]::new);
    return Thrown.places(own);
  }
}
