package dev.cotangent.bed.tomcat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects the log records of the server above the level INFO. */
final class Warnings extends Handler {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  static Warnings collect() {
    Warnings warnings = new Warnings();
    Logger.getLogger("").addHandler(warnings);
    return warnings;
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() > Level.INFO.intValue()) {
      lines.add(new SimpleFormatter().formatMessage(record).replace('\n', ' '));
    }
  }

  @Override
  public void flush() {
    // nothing is buffered
  }

  @Override
  public void close() {
    // nothing is open
  }
}
