package dev.cotangent.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The log level: WARN, or INFO with {@code --verbose}. */
final class Verbosity {

  private static final String OURS = "dev.cotangent";

  private Verbosity() {}

  static void set(boolean verbose) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(verbose ? Level.INFO : Level.WARN);
    }
  }
}
