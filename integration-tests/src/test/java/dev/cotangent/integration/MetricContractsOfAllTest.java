package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.integration.pages.PluginsPage;
import dev.cotangent.testkit.MetricContract;
import dev.cotangent.training.metric.Metrics;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered metric, and every metric made from it by name, fulfils the contract. */
class MetricContractsOfAllTest {

  private static final Registry REGISTRY = Registry.standard();

  static Stream<String> classes() {
    return REGISTRY.metrics().stream();
  }

  static Stream<String> names() {
    return Stream.of("f1_macro", "f2_weighted", "recall_micro", "precision_weighted", "f1:1")
        .flatMap(name -> Stream.of(name, "accuracy_top2"))
        .distinct();
  }

  @Test
  void areMany() {
    assertThat(Set.copyOf(REGISTRY.metrics())).hasSizeGreaterThan(12).contains("accuracy", "r2");
  }

  @Test
  void ofThePageOnPlugins() {
    MetricContract.of(new PluginsPage.Within()).withRange(0, 1).report().assertPassed();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void ofAClass(String id) {
    MetricContract.check(REGISTRY.metric(id).getClass());
  }

  @ParameterizedTest
  @MethodSource("names")
  void ofAName(String name) {
    Metric metric = Metrics.named(name, REGISTRY);
    MetricContract.of(metric).withRange(0, 1).withSeed(1).report().assertPassed();
  }
}
