package dev.cotangent.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A rewrite that changes bits is no legal rewrite: what is planned equals what is computed node by
 * node, whoever runs it.
 */
class PlannerProperties {

  /** More tries than the 500 graphs that are promised, as some seeds come twice. */
  @Property(tries = 1000)
  void plannedEqualsNodeByNode(@ForAll long seed) {
    RandomGraph graph = new RandomGraph(seed);
    PortableKernels kernels = PortableKernels.of();
    Plan planned = Plan.compile(graph.outputs, graph.gradients, kernels);
    Plan nodes = Plan.unoptimized(graph.outputs, graph.gradients, kernels);
    List<int[]> expected = new Bound(graph, nodes).bits(Workers.serial());
    Bound run = new Bound(graph, planned);
    assertSame("first run", run.bits(Workers.serial()), expected);
    assertSame("second run", run.bits(Workers.serial()), expected);
    assertSame("shuffled", run.bits(new ShuffledWorkers(seed)), expected);
    assertSame("shuffled again", run.bits(new ShuffledWorkers(~seed)), expected);
    Bound other = new Bound(graph, nodes);
    assertSame("node by node, shuffled", other.bits(new ShuffledWorkers(seed)), expected);
  }

  private static void assertSame(String what, List<int[]> actual, List<int[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("%s, result %d", what, i).isEqualTo(expected.get(i));
    }
  }

  /** A plan with buffers. */
  private static final class Bound {
    private final Plan plan;
    private final Run run;
    private final float[] gradients;

    Bound(RandomGraph graph, Plan plan) {
      this.plan = plan;
      this.gradients = new float[graph.store.trainableSize()];
      this.run = plan.newRun(graph.store, gradients);
      graph.feed(run);
    }

    /** The bits of all outputs and of the gradients, from poisoned buffers. */
    List<int[]> bits(Workers workers) {
      run.poison();
      Arrays.fill(gradients, 0);
      run.execute(workers);
      List<int[]> bits = new ArrayList<>();
      for (int i = 0; i < plan.outputTypes().size(); i++) {
        double[] values = run.read(i);
        bits.add(Arrays.stream(values).mapToInt(y -> Float.floatToIntBits((float) y)).toArray());
      }
      int[] gradientBits = new int[gradients.length];
      Arrays.setAll(gradientBits, i -> Float.floatToIntBits(gradients[i]));
      bits.add(gradientBits);
      return bits;
    }
  }
}
