package dev.cotangent.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.spi.StateUpdate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextTest {

  private static final ConstantInitializer ONES = ConstantInitializer.ones();
  private final Parameter weight = Parameter.weight("w", Shape.of(2), ONES);
  private final Parameter state = Parameter.state("s", Shape.of(2), ONES);
  private final Tensor zeros = Tensor.of(Shape.of(2), 0f, 0f);

  @Test
  void readsAParameterAsOneTensor() {
    PlanContext context = PlanContext.forTraining();
    assertThat(context.training()).isTrue();
    assertThat(PlanContext.forInference().training()).isFalse();
    assertThat(context.read(weight))
        .isSameAs(context.read(weight))
        .isNotSameAs(context.read(state));
  }

  @Test
  void collectsUpdatesInOrder() {
    PlanContext context = PlanContext.forTraining();
    Tensor ones = Tensor.of(Shape.of(2), 1f, 1f);
    Parameter other = Parameter.state("t", Shape.of(2), ONES);
    context.update(state, zeros);
    context.update(other, ones);
    assertThat(context.updates())
        .containsExactly(new StateUpdate(state, zeros), new StateUpdate(other, ones));
  }

  @Test
  void aStateThatIsUpdatedTwiceGoesOnFromItsFirstUpdate() {
    PlanContext context = PlanContext.forTraining();
    Tensor doubled = context.read(state).mul(2);
    context.update(state, doubled);
    assertThat(context.read(state)).isSameAs(doubled);
    Tensor more = context.read(state).add(1);
    context.update(state, more);
    assertThat(context.updates()).containsExactly(new StateUpdate(state, more));
  }

  @Test
  void refusesUpdatesThatDoNotFit() {
    PlanContext context = PlanContext.forTraining();
    assertThatThrownBy(() -> context.update(weight, zeros))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("w [2]", "weight");
    assertThatThrownBy(() -> context.update(state, zeros.sum()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("s [2]", "F32[]");
  }

  @Test
  void drawsFromTheFedSeedStepAndRow() {
    PlanContext context = PlanContext.forTraining();
    Tensor mask = context.bernoulli("0", 0.5, Shape.of(6, 5));
    float[] all = draw(mask, 7, 8, 0);
    assertThat(draw(mask, 7, 8, 0)).containsExactly(all);
    assertThat(draw(mask, 7, 9, 0)).isNotEqualTo(all);
    assertThat(draw(mask, 8, 8, 0)).isNotEqualTo(all);
    float[] shifted = draw(mask, 7, 8, 2);
    assertThat(Arrays.copyOf(shifted, 20)).containsExactly(Arrays.copyOfRange(all, 10, 30));
  }

  @Test
  void drawsAnewWhenALayerIsUsedAgain() {
    PlanContext context = PlanContext.forTraining();
    float[] first = draw(context.bernoulli("0", 0.5, Shape.of(6, 5)), 7, 8, 0);
    float[] second = draw(context.bernoulli("0", 0.5, Shape.of(6, 5)), 7, 8, 0);
    assertThat(second).isNotEqualTo(first);
    PlanContext other = PlanContext.forTraining();
    assertThat(draw(other.bernoulli("0", 0.5, Shape.of(6, 5)), 7, 8, 0)).containsExactly(first);
  }

  @Test
  void drawsNumbersInItsElementType() {
    PlanContext plan = PlanContext.forTraining();
    F64Context doubles = F64Context.of(true, Map.of());
    assertThat(plan.uniform("0", Shape.of(6, 5)).dtype()).isEqualTo(DType.F32);
    assertThat(plan.normal("0", Shape.of(6, 5)).dtype()).isEqualTo(DType.F32);
    assertThat(doubles.uniform("0", Shape.of(6, 5)).dtype()).isEqualTo(DType.F64);
    assertThat(doubles.normal("0", Shape.of(6, 5)).dtype()).isEqualTo(DType.F64);
  }

  @Test
  void drawsNumbersAnewWhenALayerIsUsedAgain() {
    PlanContext context = PlanContext.forTraining();
    float[] first = run(context.normal("0", Shape.of(6, 5)), 7, 8, 0);
    assertThat(run(context.normal("0", Shape.of(6, 5)), 7, 8, 0)).isNotEqualTo(first);
    float[] again = run(PlanContext.forTraining().normal("0", Shape.of(6, 5)), 7, 8, 0);
    assertThat(again).containsExactly(first);
    Tensor uniform = PlanContext.forTraining().uniform("0", Shape.of(6, 5));
    float[] shifted = run(uniform, 7, 8, 2);
    assertThat(Arrays.copyOf(shifted, 20))
        .containsExactly(Arrays.copyOfRange(run(uniform, 7, 8, 0), 10, 30));
  }

  @Test
  void readsDoublesInTheF64Context() {
    Tensor value = Tensor.f64(Shape.of(2), 1.0, 2.0);
    F64Context context = F64Context.of(true, Map.of(weight, value));
    assertThat(context.read(weight)).isSameAs(value);
    assertThatThrownBy(() -> context.read(state))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("s [2]");
    assertThatThrownBy(() -> F64Context.of(true, Map.of(weight, zeros)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("w [2]", "F32[2]");
  }

  @Test
  void readsAStoreAsDoubles() {
    ParameterStore store = ParameterStore.of(List.of(weight));
    store.write(weight, 0.1f, 0.2f);
    Tensor value = F64Context.of(false, store).read(weight);
    assertThat(value.dtype()).isEqualTo(DType.F64);
    assertThat(value.toDoubles()).containsExactly(0.1f, 0.2f);
  }

  private static float[] draw(Tensor mask, int seed, int step, int row) {
    Tensor one = Tensor.full(mask.type().with(DType.F32), 1);
    return run(mask.where(one, Tensor.full(one.type(), 0)), seed, step, row);
  }

  private static float[] run(Tensor floats, int seed, int step, int row) {
    Run run = Plan.compile(List.of(floats), PortableKernels.of()).newRun();
    run.feed(PlanContext.SEED, new int[] {seed, 0}, 0);
    run.feed(PlanContext.STEP, new int[] {step, 0}, 0);
    run.feed(PlanContext.ROW, new int[] {row}, 0);
    run.execute();
    float[] values = new float[floats.shape().size()];
    run.read(0, values, 0);
    return values;
  }
}
