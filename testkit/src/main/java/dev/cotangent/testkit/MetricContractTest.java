package dev.cotangent.testkit;

import dev.cotangent.core.metric.Metric;

/**
 * The {@link MetricContract} as JUnit tests, one per check:
 *
 * <pre>{@code
 * class MyTest extends MetricContractTest {
 *   MyTest() {
 *     super(MyMetric.class);
 *   }
 * }
 * }</pre>
 */
public abstract class MetricContractTest extends PluginContractTest {

  /** Tests a class with its default attributes. */
  protected MetricContractTest(Class<? extends Metric> type) {
    super(MetricContract.of(type));
  }

  /** Tests a configured contract. */
  protected MetricContractTest(MetricContract contract) {
    super(contract);
  }
}
