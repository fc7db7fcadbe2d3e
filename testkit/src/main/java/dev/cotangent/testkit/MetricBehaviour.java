package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.spi.Attributes;
import java.util.List;

/** Traces the values of a metric for random samples of several forms, and which it refuses. */
record MetricBehaviour(List<MetricCase> cases, long seed) implements Behaviour<Metric> {

  private static final int ROWS = 17;

  @Override
  public Trace trace(Metric plugin) {
    Trace.Builder trace = new Trace.Builder();
    for (MetricCase each : cases) {
      try {
        double value = each.draw(ROWS, seed).value(plugin.start(each.input()));
        trace.add("the value for " + each.name(), value);
      } catch (CotangentException refused) {
        trace.add("the refusal of " + each.name(), 1);
      }
    }
    return trace.add("higherIsBetter", plugin.higherIsBetter() ? 1 : 0).build();
  }

  @Override
  public String id(Metric plugin) {
    return plugin.id();
  }

  @Override
  public Attributes attributes(Metric plugin) {
    return plugin.attributes();
  }

  @Override
  public Metric with(Metric plugin, Attributes attributes) {
    return plugin.with(attributes);
  }

  @Override
  public boolean keepsOthers() {
    return true;
  }
}
