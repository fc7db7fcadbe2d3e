package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.order.GraphOrder;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * For every op that has an example, within a larger function: what is sent back along each edge has
 * the shape of the node there, and the sum of the edges is the node's gradient. Graph pictures
 * stand on this.
 */
class EdgeSumsTest {

  private static final int DRAWS = 4;

  @Test
  void theEdgesOfANodeAddUpToItsGradient() {
    int compared = 0;
    for (OpExample row : OpExamples.all()) {
      for (long seed = 0; seed < DRAWS; seed++) {
        OpCase operation = row.draw(seed);
        Tensor y = operation.doubles(operation.points());
        Tensor pulled = y.mul(operation.points().get(0).sum()).add(1.5); // shares an operand
        compared += compare(operation.toString(), pulled.mul(pulled).sum());
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  private static int compare(String what, Tensor result) {
    List<Tensor> nodes = GraphOrder.of(List.of(result), Tensor::inputs).nodes();
    IdentityHashMap<Tensor, Tensor> sums = new IdentityHashMap<>();
    Gradients all =
        Gradients.of(
            result,
            nodes,
            (node, input, upstream, cotangent) -> {
              Tensor target = node.inputs().get(input);
              assertThat(cotangent.type()).as(what).isEqualTo(target.type());
              sums.merge(target, cotangent, Tensor::add);
            });
    sums.forEach((node, sum) -> compare(what, all.of(node).toDoubles(), sum.toDoubles()));
    return sums.size();
  }

  private static void compare(String what, double[] gradient, double[] sum) {
    assertThat(sum).as(what).hasSameSizeAs(gradient);
    for (int i = 0; i < sum.length; i++) {
      double size = 1 + Math.abs(gradient[i]);
      if (Double.isFinite(gradient[i])) {
        assertThat(sum[i]).as(what).isCloseTo(gradient[i], within(1e-12 * size));
      } else {
        assertThat(sum[i]).as(what).isEqualTo(gradient[i]);
      }
    }
  }
}
