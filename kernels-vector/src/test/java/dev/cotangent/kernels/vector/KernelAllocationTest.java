package dev.cotangent.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.BinaryFunction;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.kernel.UnaryFunction;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.kernel.image.MaxPooling;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Once compiled, no kernel allocates, also when the sets take turns in one process. */
class KernelAllocationTest {

  private static final int CALLS = 200;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final Window BLOCKS = Window.of(2, 2).withStride(2, 2);
  private static final ConvolutionShape ONE =
      new ConvolutionShape(1, 20, 20, 32, 1, Window.of(5, 5));
  private static final ConvolutionShape SIXTEEN =
      new ConvolutionShape(16, 8, 8, 32, 1, Window.of(3, 3).withPadding(1, 1));

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Scratch scratch = Scratch.of();
  private final SplittableRandom random = new SplittableRandom(7);
  private final float[] a = Parity.random(random, 1 << 17);
  private final float[] b = Parity.random(random, 1 << 17);
  private final float[] c = new float[1 << 17];
  private final float[] losses = new float[64];
  private final int[] labels = new int[64];

  private record Call(String name, Runnable body) {}

  @Test
  void steadyStateAllocatesNothing() {
    Kernels portable = PortableKernels.of();
    Kernels vector = new VectorKernelsProvider().create();
    for (Kernels kernels : List.of(portable, vector, portable, vector)) {
      for (Call call : calls(kernels)) {
        assertThat(allocatedOnceWarm(call))
            .as(kernels.id() + " " + call.name + ": bytes in %d calls", CALLS)
            .isZero();
      }
    }
  }

  /**
   * Bytes of a batch of calls, 0 as soon as one batch allocates none: until C2 is done every vector
   * is an object.
   */
  private long allocatedOnceWarm(Call call) {
    long begin = System.nanoTime();
    long bytes;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.body.run();
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    } while (bytes > 0 && System.nanoTime() - begin < PATIENCE_NANOS);
    return bytes;
  }

  private List<Call> calls(Kernels kernels) {
    List<Call> calls = new ArrayList<>();
    int[][] sizes = {
      {1, 4, 3}, {1, 300, 70}, {3, 50, 40}, {29, 10, 65}, {29, 48, 64}, {40, 130, 70}, {500, 40, 20}
    };
    for (Form form : Form.values()) {
      for (int[] s : sizes) {
        calls.add(
            new Call(
                form + " " + s[0] + "x" + s[1] + "x" + s[2],
                () -> product(kernels, form, s[0], s[1], s[2])));
      }
    }
    for (Unary op : Unary.values()) {
      calls.add(new Call(op.name(), () -> kernels.unary(op, a, 1, c, 2, 300)));
    }
    for (Binary op : Binary.values()) {
      calls.add(new Call(op.name(), () -> kernels.binary(op, a, 1, b, 2, c, 3, 300)));
    }
    UnaryFunction cubed = x -> x * x * x;
    calls.add(new Call("a function", () -> kernels.apply(cubed, a, 1, c, 2, 300)));
    BinaryFunction hypotenuse = (x, y) -> Math.sqrt(x * x + y * y);
    calls.add(new Call("of two", () -> kernels.apply(hypotenuse, a, 1, b, 2, c, 3, 300)));
    calls.add(new Call("where", () -> kernels.where(a, 1, b, 2, a, 3, c, 4, 300)));
    for (int cols : new int[] {8, 24, 30}) {
      String of = " of " + cols;
      calls.add(new Call("copyRows" + of, () -> kernels.copyRows(a, 1, 40, c, 2, cols, 12, cols)));
      calls.add(new Call("addRows" + of, () -> kernels.addRows(a, 1, cols, c, 2, 40, 12, cols)));
      int half = cols / 2;
      calls.add(new Call("maxima" + of, () -> kernels.blockMaxima(a, 1, cols, c, 2, half)));
      calls.add(
          new Call(
              "gradient of maxima" + of,
              () -> kernels.blockMaximaGrad(a, 1, cols, b, 1, c, 2, half)));
      calls.add(new Call("pooling" + of, () -> pooling(kernels, cols)));
    }
    calls.add(new Call("convolution of 1 channel", () -> convolution(kernels, ONE)));
    calls.add(new Call("convolution of 16 channels", () -> convolution(kernels, SIXTEEN)));
    for (int cols : new int[] {9, 100}) {
      calls.add(
          new Call(
              "bernoulli of " + cols,
              () -> kernels.bernoulli(1, 2, 3, 4, 20, cols, 1L << 31, c, 1, scratch)));
      for (Distribution each : Distribution.values()) {
        calls.add(
            new Call(
                each + " of " + cols,
                () -> kernels.random(each, 1, 2, 3, 4, 20, cols, c, 1, scratch)));
      }
    }
    for (int cols : new int[] {10, 96, 100}) {
      rows(calls, kernels, cols);
    }
    calls.add(
        new Call(
            "lstmTrace",
            () -> kernels.lstmTrace(20, 3, 64, a, 1, b, 1, b, 2, b, 3, c, 1, scratch)));
    calls.add(
        new Call(
            "lstmGrad",
            () -> kernels.lstmGrad(20, 3, 64, 2, a, 1, b, 1, b, 2, b, 3, c, 1, scratch)));
    return calls;
  }

  private void pooling(Kernels kernels, int width) {
    MaxPooling.largest(kernels, BLOCKS, 6, width, a, 1, c, 2, 4, scratch);
    MaxPooling.scatter(kernels, BLOCKS, 6, width, a, 1, b, 1, c, 2, 4, scratch);
  }

  private void convolution(Kernels kernels, ConvolutionShape shape) {
    Convolution.forward(kernels, shape, a, 1, b, 1, c, 2, 0, 1, scratch);
    Convolution.inputGradient(kernels, shape, a, 1, b, 1, c, 2, 0, 1, scratch);
    Convolution.filterGradient(kernels, shape, a, 1, b, 1, 1, c, 2, 0, shape.depth(), scratch);
  }

  private void product(Kernels kernels, Form form, int m, int n, int k) {
    int lda = form == Form.TN ? m : k;
    int ldb = form == Form.NT ? k : n;
    kernels.matmul(form, m, n, k, a, 0, lda, b, 0, ldb, c, 0, n, false, scratch);
  }

  private void rows(List<Call> calls, Kernels kernels, int cols) {
    int rows = 20;
    calls.add(new Call("rowSums", () -> kernels.rowSums(a, 1, rows, cols, c, 0)));
    calls.add(
        new Call("columnSums", () -> kernels.columnSums(a, 1, cols, rows, cols, c, 0, scratch)));
    calls.add(new Call("logSumExp", () -> kernels.logSumExp(a, 1, rows, cols, c, 0, scratch)));
    calls.add(new Call("softmax", () -> kernels.softmax(a, 1, rows, cols, c, 0, scratch)));
    calls.add(
        new Call("standardize", () -> kernels.standardize(a, 1, rows, cols, 1e-5f, c, 0, scratch)));
    calls.add(
        new Call(
            "standardize's gradient",
            () -> kernels.standardizeGrad(a, 1, b, 0, rows, cols, 1e-5f, c, 0, scratch)));
    calls.add(
        new Call(
            "cross entropy",
            () -> kernels.softmaxCrossEntropy(a, 1, labels, 0, rows, cols, c, 0, scratch)));
    calls.add(
        new Call(
            "cross entropy's gradient",
            () ->
                kernels.softmaxCrossEntropyGrad(
                    a, 1, labels, 0, b, 0, rows, cols, c, 0, losses, 0, scratch)));
  }
}
