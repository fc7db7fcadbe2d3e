package dev.cotangent.core.plan.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnOpsTest {

  /** An op of a plugin, which fails. */
  private record Failing() implements Op {
    @Override
    public String id() {
      return "failing";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.get(0);
    }

    @Override
    public void reference(List<Values> inputs, Values output) {
      throw new IllegalStateException("out of luck");
    }
  }

  @Test
  void allOpsOfThisModuleAreOwn() {
    List<OpExample> examples = OpExamples.all();
    assertThat(examples).hasSizeGreaterThan(60);
    assertThat(examples)
        .allMatch(
            example ->
                OwnOps.contain(example.at(example.fixed().get(0), 0).op().getClass().getName()));
  }

  @Test
  void anOpOfAnotherPackageIsNone() {
    assertThat(OwnOps.contain(Failing.class.getName())).isFalse();
    assertThat(OwnOps.contain("dev.cotangent.core.opus.Magnum")).isFalse();
  }

  @Test
  void aFailureNamesTheOwnerOfAnOpThatIsNone() {
    Tensor y = new Failing().on(Tensor.f64(Shape.of(2), 1.0, 2.0));
    Plan plan = Plan.compile(List.of(y), PortableKernels.of());
    assertThatThrownBy(plan::newRun)
        .hasRootCauseMessage("out of luck")
        .hasMessageContaining(" of op 'failing' (" + Failing.class.getName());
  }
}
