package dev.cotangent.core.kernel.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.kernel.portable.PortableKernels;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Warms up kernels that are slow at first by design. */
class KernelWarmUpTest {

  private static final Kernels PORTABLE = PortableKernels.of();
  private static final int SIZE = 1_000;

  private final CallRecorder recorder = new CallRecorder(PORTABLE, PORTABLE);
  private final Map<String, Integer> calls = new TreeMap<>();

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  /** Kernels whose methods take a millisecond more in their first calls. */
  private Kernels slow(int times) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              if (calls.merge(method.getName(), 1, Integer::sum) <= times) {
                LockSupport.parkNanos(1_000_000);
              }
              return method.invoke(PORTABLE, arguments);
            });
  }

  private void recordTanh(int size) {
    recorder.unary(Unary.TANH, new float[size], 0, new float[size], 0, size);
  }

  private void recordProduct() {
    float[] matrix = new float[100 * 100];
    recorder.matmul(
        Form.NN,
        100,
        100,
        100,
        matrix,
        0,
        100,
        matrix,
        0,
        100,
        new float[100 * 100],
        0,
        100,
        false,
        Scratch.of());
  }

  @Test
  void callsAreRepeatedUntilTheyAreFast() {
    recordTanh(SIZE);
    recordProduct();
    assertThat(KernelWarmUp.of(recorder, slow(20), PORTABLE).run()).isTrue();
    assertThat(calls.get("unary")).isGreaterThan(20);
    assertThat(calls.get("matmul")).isGreaterThan(20);
    assertThat(calls.keySet()).as("no other calls").containsExactly("matmul", "unary");
  }

  @Test
  void callsOfAKindAreRecordedOnce() {
    recordTanh(SIZE);
    recordTanh(SIZE);
    recordTanh(SIZE + 160);
    assertThat(recorder.kinds()).hasSize(1);
    assertThat(recorder.kinds().get(0).work()).isBetween(11.0, 13.0);
  }

  @Test
  void callsThatTakeNoneOfTheTimeAreNotWaitedFor() {
    for (int i = 0; i < 200_000; i++) {
      recordTanh(SIZE);
    }
    float[] few = new float[3];
    recorder.rowSums(few, 0, 1, 3, few, 0);
    Kernels cold = slow(1_000);
    calls.put("unary", 1_000);
    assertThat(KernelWarmUp.of(recorder, cold, PORTABLE).run()).isTrue();
    assertThat(calls.get("rowSums")).isLessThan(10);
  }

  @Test
  void anInterruptEndsIt() {
    recordTanh(SIZE);
    Thread.currentThread().interrupt();
    assertThat(KernelWarmUp.of(recorder, slow(Integer.MAX_VALUE), PORTABLE).run()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void loopsOfWholeLstmsAreWarmedUp() {
    int states = 32 * 128;
    float[] inputs = new float[32 * 3 * 4 * 128];
    float[] trace = new float[32 * 3 * 6 * 128];
    float[] u = new float[4 * 128 * 128];
    float[] c = new float[states];
    Scratch scratch = Scratch.of();
    assertThat(
            recorder.lstmTrace(32, 3, 128, inputs, 0, u, 0, c, 0, c, 0, trace, 0, scratch)
                || recorder.lstmGrad(
                    32,
                    3,
                    128,
                    1,
                    trace,
                    0,
                    u,
                    0,
                    new float[32 * 256],
                    0,
                    c,
                    0,
                    inputs,
                    0,
                    scratch))
        .isFalse();
    assertThat(recorder.kinds()).hasSize(2);
    assertThat(KernelWarmUp.of(recorder, slow(5), PORTABLE).run()).isTrue();
    assertThat(calls).containsKeys("lstmTrace", "lstmGrad");
  }

  @Test
  void everyKernelIsPassedOnByTheRecorder() {
    assertThat(
            Arrays.stream(Kernels.class.getMethods())
                .filter(method -> !method.getName().startsWith("apply")) // the same loops in all
                .filter(method -> !overrides(method)))
        .isEmpty();
  }

  private static boolean overrides(Method method) {
    try {
      return CallRecorder.class.getDeclaredMethod(method.getName(), method.getParameterTypes())
          != null;
    } catch (NoSuchMethodException missing) {
      return false;
    }
  }
}
