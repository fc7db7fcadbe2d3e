package dev.cotangent.cli.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.cotangent.core.text.Printable;

/** A log layout that prints control characters as escapes. Public for Logback. */
public final class PrintableLayout extends PatternLayout {

  /** A layout without a pattern. */
  public PrintableLayout() {}

  @Override
  public String doLayout(ILoggingEvent event) {
    return Printable.lines(super.doLayout(event));
  }
}
