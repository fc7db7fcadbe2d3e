package dev.cotangent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.layers.Dense;
import dev.cotangent.testkit.Broken.OfTerms;
import dev.cotangent.testkit.Broken.OfWeight;
import org.junit.jupiter.api.Test;

/** The line that a failure ends with. */
class RecipeTest {

  private static String again(PluginContract contract, String check) {
    ContractReport report = contract.report(check);
    assertThat(report.failures()).as(report.toString()).containsExactly(check);
    String again = report.results().get(0).again().orElseThrow();
    assertThat(report.toString()).endsWith("\n    again: " + again);
    return again;
  }

  @Test
  void aClassCanBeWrittenDown() {
    assertThat(again(ActivationContract.of(UndeclaredSwish.class).withSeed(3), "services"))
        .isEqualTo(
            "ActivationContract.of(dev.cotangent.testkit.UndeclaredSwish.class).withSeed(3L)"
                + ".report(\"services\").assertPassed();");
  }

  @Test
  void soCanShapes() {
    assertThat(
            again(
                LayerContract.of(OfWeight.of((x, w) -> x.detach())).on(Shape.of(3, 8)), "gradient"))
        .startsWith(
            "LayerContract.of(spec).on(Shape.of(3, 8)).withSeed(0L)"
                + ".report(\"gradient\").assertPassed(); // spec: OfWeight[id=broken,");
  }

  @Test
  void functionsAreVariables() {
    OfTerms deaf = OfTerms.of((z, t) -> LossTerms.of(z.square())).unchecked();
    String again =
        again(LossContract.of(deaf).withPredictions(z -> z).withTargets(t -> t), "target");
    assertThat(again)
        .startsWith("LossContract.of(loss).withPredictions(predictions).withTargets(targets).with")
        .contains(" // loss: OfTerms[", ", predictions: ", ", targets: ");
  }

  @Test
  void anOpHasItsShapes() {
    OpContract contract = OpContract.of(new Broken.Square(d -> {}, x -> x, up -> up), Shape.of(2));
    assertThat(again(contract, "gradient"))
        .startsWith("OpContract.of(op, Shape.of(2)).withSeed(0L)");
  }

  @Test
  void otherAttributesAreAVariable() {
    Recipe recipe = Recipe.of("LayerContract", Dense.class).then("with", "spec", Dense.of(3));
    assertThat(recipe.line(Conditions.DEFAULT, "rows"))
        .isEqualTo(
            "LayerContract.of(dev.cotangent.layers.Dense.class).with(spec).withSeed(0L)"
                + ".report(\"rows\").assertPassed();");
  }
}
