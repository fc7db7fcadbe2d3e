package dev.cotangent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.SigmoidGrad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notifications of a listener of the backward pass, edge by edge. */
class GradientListenerTest {

  private record Sent(Tensor node, int input, Tensor cotangent) {}

  private final List<Sent> sent = new ArrayList<>();

  @Test
  void aBroadcastEdgeCarriesItsSumInTheInputsShape() {
    Tensor x = Tensor.f64(Shape.of(3), 1.0, 2.0, 3.0);
    Tensor b = Tensor.f64(Shape.of(1), 0.5);
    Tensor sum = x.add(b);
    Gradients gradients = follow(sum.square().sum(), x, b);
    assertThat(to(sum, 1).type()).isEqualTo(b.type());
    assertThat(to(sum, 1).toDoubles()).containsExactly(15);
    assertThat(gradients.of(b).toDoubles()).containsExactly(15);
    assertThat(to(sum, 0).toDoubles()).containsExactly(3, 5, 7);
  }

  @Test
  void anOperandThatOccursTwiceIsToldApart() {
    Tensor x = Tensor.f64(2.0);
    Tensor difference = x.sub(x);
    follow(difference, x);
    assertThat(to(difference, 0).item()).isEqualTo(1);
    assertThat(to(difference, 1).item()).isEqualTo(-1);
  }

  @Test
  void soItIsWhereTheRuleIsThatOfAnExpansion() {
    Tensor x = Tensor.f64(0.3);
    Tensor y = Tensor.f64(0.3);
    Tensor twice = new SigmoidGrad().on(x, x);
    Tensor apart = new SigmoidGrad().on(x, y);
    Gradients gradients = follow(twice.add(apart), x, y);
    assertThat(to(twice, 0).item()).isEqualTo(to(apart, 0).item());
    assertThat(to(twice, 1).item()).isEqualTo(to(apart, 1).item()).isNotZero();
    assertThat(gradients.of(x).item())
        .isEqualTo(to(twice, 0).add(to(twice, 1)).add(to(apart, 0)).item());
  }

  @Test
  void noCotangentGoesToLabels() {
    Tensor logits = Tensor.f64(Shape.of(1, 2), 1.0, 2.0);
    Tensor labels = Tensor.of(Shape.of(1), new int[] {1});
    Tensor loss = logits.softmaxCrossEntropy(labels).sum();
    Gradients gradients = follow(loss, logits, labels);
    assertThat(sent).allMatch(edge -> edge.node().inputs().get(edge.input()) != labels);
    assertThat(gradients.find(labels)).isEmpty();
  }

  private Gradients follow(Tensor y, Tensor... wrt) {
    return Gradients.of(
        y,
        List.of(wrt),
        (node, input, upstream, cotangent) -> sent.add(new Sent(node, input, cotangent)));
  }

  private Tensor to(Tensor node, int input) {
    return sent.stream()
        .filter(edge -> edge.node() == node && edge.input() == input)
        .findFirst()
        .orElseThrow()
        .cotangent();
  }
}
