package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.activations.Silu;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Huber;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.op.elementwise.Sigmoid;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.testkit.Broken.OfParts;
import dev.cotangent.testkit.Broken.OfSlice;
import dev.cotangent.testkit.Broken.OfTerms;
import dev.cotangent.testkit.Broken.OfWeight;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that are wrong in one way each, and the check that has to notice. */
class BrokenPluginsTest {

  static List<BrokenPlugin> broken() {
    return Stream.of(
            BrokenActivations.cases(),
            BrokenSomewhere.cases(),
            BrokenStops.cases(),
            BrokenCopies.cases(),
            BrokenDeclarations.cases(),
            BrokenLayers.cases(),
            BrokenModes.cases(),
            BrokenElsewhere.cases(),
            BrokenLosses.cases(),
            BrokenOptimizers.cases(),
            BrokenOps.cases(),
            Hostile.cases())
        .flatMap(List::stream)
        .toList();
  }

  static List<PluginContract> sisters() {
    OfParts tanh = OfParts.of(Tensor::tanh);
    OfParts root = OfParts.of(Tensor::sqrt);
    Attributes kinds = Attributes.none().with("a", 0.5).with("b", "text").with("c", true);
    return Stream.of(
            Stream.of(
                ActivationContract.of(tanh),
                ActivationContract.of(tanh.attributes(kinds, BrokenPluginsTest::read)),
                ActivationContract.of(OfParts.of(Tensor::log1p).within(Interval.above(-1))),
                ActivationContract.of(root.within(Interval.above(0))),
                ActivationContract.of(
                    OfParts.of(x -> x.neg().add(1).log().neg()).within(new Interval(-50, 1))),
                ActivationContract.of(
                    OfParts.of(x -> x.sub(100).log()).within(Interval.above(100))),
                ActivationContract.of(
                    OfParts.of(x -> x.square().neg().add(1).sqrt()).within(new Interval(-1, 1))),
                ActivationContract.of(
                    OfParts.of(x -> x.sqrt().maximum(x), 1.0).within(Interval.above(0))),
                ActivationContract.of(Hostile.not()),
                LayerContract.of(OfWeight.of(Tensor::mul)),
                LossContract.of(OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square()))),
                OptimizerContract.of(OfSlice.of(Broken::descend)),
                OptimizerContract.of(OfSlice.of(BrokenOptimizers::bySign))),
            BrokenLosses.sisters().stream(),
            BrokenSomewhere.sisters().stream(),
            BrokenStops.sisters().stream(),
            BrokenModes.sisters().stream(),
            BrokenOps.sisters().stream())
        .flatMap(each -> each)
        .toList();
  }

  private static Attributes read(Attributes given) {
    given.allowOnly("a", "b", "c");
    return Attributes.none()
        .with("a", given.number("a"))
        .with("b", given.text("b"))
        .with("c", given.bool("c"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isCaughtByTheCheckThatIsMeantForIt(BrokenPlugin broken) {
    ContractReport report = broken.report();
    assertThat(report.failures()).as(report.toString()).containsExactly(broken.check());
    assertThat(report.toString())
        .contains(
            "again: ", ".withSeed(0L)", ".report(\"" + broken.check() + "\").assertPassed();");
  }

  @ParameterizedTest
  @MethodSource("sisters")
  void theirCorrectSistersPass(PluginContract sister) {
    ContractReport report = sister.report();
    assertThat(report.failures()).as(report.toString()).isEmpty();
  }

  @Test
  void thereAreManyAndSomeForEveryCheck() {
    assertThat(broken()).hasSizeGreaterThanOrEqualTo(120);
    Set<String> checks = broken().stream().map(BrokenPlugin::check).collect(Collectors.toSet());
    assertThat(checks)
        .containsAll(ActivationContract.of(Silu.class).checkNames())
        .containsAll(LayerContract.of(Dense.class).checkNames())
        .containsAll(LossContract.of(Huber.class).checkNames())
        .containsAll(OptimizerContract.of(Adam.class).checkNames())
        .containsAll(OpContract.of(new Sigmoid(), Shape.of(1)).checkNames());
  }
}
