package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.Upsample2d;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in plugin keeps its contract; {@link BuiltInOpsTest} has the ops. */
class BuiltInsTest {

  private static final Registry REGISTRY = Registry.standard();

  static List<String> activations() {
    return REGISTRY.activations();
  }

  static List<String> layers() {
    return REGISTRY.layers();
  }

  static List<String> losses() {
    return REGISTRY.losses();
  }

  static List<String> optimizers() {
    return REGISTRY.optimizers();
  }

  static void passes(PluginContract contract) {
    ContractReport report = contract.report();
    assertThat(report.failures()).as(report.toString()).isEmpty();
    assertThat(report.results()).hasSameSizeAs(contract.checkNames());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activations(String id) {
    passes(ActivationContract.of(REGISTRY.activation(id).getClass()));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layers(String id) {
    passes(LayerContract.of(REGISTRY.layer(id).getClass()));
  }

  @Test
  void configuredLayers() {
    passes(LayerContract.of(Dense.of(5)).on(Shape.of(3, 4)));
    passes(LayerContract.of(Lstm.of(3)).on(Shape.of(4, 2)));
    passes(LayerContract.of(Conv2d.of(2, 3)).on(Shape.of(2, 5, 5)));
    passes(LayerContract.of(Upsample2d.class).with(Upsample2d.of(2).withBilinear()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void losses(String id) {
    LossContract contract = LossContract.of(REGISTRY.loss(id).getClass());
    passes(contract);
    if (id.equals("gaussian_nll")) {
      passes(contract.withPredictions(x -> x.sigmoid().add(0.01)));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizers(String id) {
    passes(OptimizerContract.of(REGISTRY.optimizer(id).getClass()));
  }
}
