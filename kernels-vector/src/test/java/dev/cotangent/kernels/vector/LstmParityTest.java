package dev.cotangent.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.recurrent.LstmGrad;
import dev.cotangent.core.op.recurrent.LstmTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vector set's own loops of an LSTM have the bits of the shared ones, over the numbers of rows
 * where tiles and blocks begin and end, and over segments of the hidden size.
 */
class LstmParityTest {

  private static final int OFFSET = 3;

  private final SplittableRandom random = new SplittableRandom(9);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Memory(float[][] arrays, List<TensorType> types, float[] out, TensorType outType)
      implements Operands {

    @Override
    public float[] floats(int input) {
      return arrays[input];
    }

    @Override
    public int[] ints(int input) {
      throw new AssertionError();
    }

    @Override
    public int offset(int input) {
      return OFFSET + input;
    }

    @Override
    public TensorType type(int input) {
      return types.get(input);
    }

    @Override
    public int outOffset() {
      return OFFSET;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 32", "7, 2, 32", "8, 3, 32", "9, 3, 64", "12, 1, 96", "16, 3, 32", "20, 2, 40",
    "23, 2, 64", "32, 4, 128", "48, 2, 32", "49, 2, 32", "70, 3, 32", "100, 2, 64", "13, 3, 16",
    "12, 2, 544", "9, 2, 1056"
  })
  void tracesAndGradientsAgree(int rows, int steps, int hidden) {
    check(rows, steps, hidden, false);
  }

  @Test
  void specialValuesAgree() {
    for (int round = 0; round < 20; round++) {
      check(8 + random.nextInt(30), 1 + random.nextInt(4), 32, true);
    }
  }

  private void check(int rows, int steps, int hidden, boolean special) {
    TensorType u = type(hidden, 4 * hidden);
    TensorType state = type(rows, hidden);
    run(new LstmTrace(), List.of(type(rows, steps, 4 * hidden), u, state, state), special);
    TensorType trace = type(rows, steps, 6 * hidden);
    for (LstmGrad.Of of : LstmGrad.Of.values()) {
      for (int last = 1; last <= steps; last++) {
        run(new LstmGrad(of), List.of(trace, u, type(rows, last, 2 * hidden), state), special);
      }
    }
  }

  /** Runs some of the rows, from the first, a middle or the last one, at odd offsets. */
  private void run(KernelOp op, List<TensorType> all, boolean special) {
    List<TensorType> types = op.equals(new LstmGrad(LstmGrad.Of.CELL)) ? all.subList(0, 3) : all;
    TensorType outType = op.infer(types);
    List<float[]> arrays = new ArrayList<>();
    for (TensorType type : types) {
      arrays.add(values(type.shape().size() + 2 * OFFSET + types.size(), special));
    }
    float[] initial = values(outType.shape().size() + 2 * OFFSET, false);
    int rows = outType.shape().dim(0);
    int from = rows > 10 ? random.nextInt(rows - 8) : 0;
    Parity.check(
        op + " of " + types + " from " + from,
        initial,
        (kernels, out) -> {
          Memory memory = new Memory(arrays.toArray(float[][]::new), types, out, outType);
          op.run(kernels, memory, from, rows, Parity.scratch(kernels));
        });
  }

  private float[] values(int n, boolean special) {
    float[] x = Parity.random(random, n);
    for (int i = 0; special && i < 8; i++) {
      x[random.nextInt(n)] = Parity.SPECIAL[random.nextInt(Parity.SPECIAL.length)];
    }
    return x;
  }

  private static TensorType type(int... dims) {
    return new TensorType(DType.F32, Shape.of(dims));
  }

  @Test
  void theOwnLoopsServeWideStatesOnMachinesWithSixteenLanes() {
    assertThat(RecurrentProduct.serves(8, 64))
        .isEqualTo(FloatVector.SPECIES_PREFERRED.length() == 16);
    assertThat(RecurrentProduct.serves(7, 64)).isFalse();
    assertThat(RecurrentProduct.serves(8, 40)).isFalse();
  }
}
