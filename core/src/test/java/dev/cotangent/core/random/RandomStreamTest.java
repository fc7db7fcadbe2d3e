package dev.cotangent.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.math.Threefry;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static final int DRAWS = 20_000;

  private final RandomStream stream = RandomStream.of(42, "encoder/dropout");

  @Test
  void hashIsFnv1aOverUtf8() {
    assertThat(RandomStream.hash("")).isEqualTo(0xCBF29CE484222325L);
    assertThat(RandomStream.hash("a")).isEqualTo(0xAF63DC4C8601EC8CL);
    assertThat(RandomStream.hash("foobar")).isEqualTo(0x85944171F73967E8L);
    assertThat(RandomStream.hash("ä")).isNotEqualTo(RandomStream.hash("a"));
  }

  /** These numbers must never change: models trained from a seed depend on them. */
  @Test
  void resultsAreFixed() {
    assertThat(stream.bits(1, 2, 3)).isEqualTo(5803822969985044900L);
    assertThat(stream.bits(1)).isEqualTo(7399546751327253645L);
    assertThat(stream.uniform(1, 2, 3)).isEqualTo(0.3146258592605591f);
    assertThat(stream.uniform(5)).isEqualTo(0.9183521270751953f);
    assertThat(stream.uniformDouble(1, 2, 3)).isEqualTo(0.3146258736389529);
    assertThat(stream.uniformDouble(5)).isEqualTo(0.9183521476025703);
    assertThat(stream.normal(1, 2, 3)).isEqualTo(1.3388468152216602);
    assertThat(stream.normal(5)).isEqualTo(-0.5385597664076407);
    assertThat(stream.normal(1)).as("a point drawn again").isEqualTo(-0.2095711140970959);
    assertThat(IntStream.range(0, 8).map(i -> stream.below(10, i)).toArray())
        .containsExactly(0, 4, 5, 3, 5, 9, 9, 7);
  }

  @Test
  void bitsAreThreefryOfSeedAndHash() {
    long hash = RandomStream.hash("encoder/dropout");
    assertThat(stream.bits(1, 2, 3)).isEqualTo(Threefry.first(42, hash, 1, 2L << 32 | 3));
    assertThat(stream.bits(1, 2, 3)).isEqualTo(RandomStream.bits(42, hash, 1, 2, 3));
  }

  @Test
  void positionsAndNamesTellStreamsApart() {
    RandomStream root = RandomStream.of(1, "");
    assertThat(
            LongStream.of(
                root.bits(0, 0, 0),
                root.bits(1, 0, 0),
                root.bits(0, 1, 0),
                root.bits(0, 0, 1),
                root.bits(0),
                root.bits(1),
                root.child("a").bits(0),
                root.child("b").bits(0),
                root.child("a").child("b").bits(0),
                RandomStream.of(2, "").bits(0)))
        .doesNotHaveDuplicates();
    assertThat(root.child("a").child("b"))
        .isEqualTo(RandomStream.of(1, "a/b"))
        .hasSameHashCodeAs(RandomStream.of(1, "a/b"));
    assertThat(root).isNotEqualTo(root.child("a")).hasToString("RandomStream[seed=1, path=]");
    assertThat(root.child("a").path()).isEqualTo("a");
    assertThat(root.seed()).isEqualTo(1);
  }

  @Test
  void extremesOfUniformStayBelowOne() {
    assertThat(RandomStream.uniform24(-1)).isEqualTo(1 - 0x1p-24f);
    assertThat(RandomStream.uniform24(0)).isZero();
    assertThat(RandomStream.uniform53(-1)).isEqualTo(1 - 0x1p-53);
    assertThat(RandomStream.uniform53(0)).isZero();
  }

  @Test
  void uniformHasItsMoments() {
    double[] draws = LongStream.range(0, DRAWS).mapToDouble(stream::uniformDouble).toArray();
    assertThat(moment(draws, 1)).isCloseTo(1 / 2.0, within(0.01));
    assertThat(moment(draws, 2)).isCloseTo(1 / 3.0, within(0.01));
    assertThat(moment(draws, 3)).isCloseTo(1 / 4.0, within(0.01));
  }

  @Test
  void normalHasItsMoments() {
    double[] draws = LongStream.range(0, DRAWS).mapToDouble(stream::normal).toArray();
    assertThat(moment(draws, 1)).isCloseTo(0, within(0.03));
    assertThat(moment(draws, 2)).isCloseTo(1, within(0.04));
    assertThat(moment(draws, 3)).isCloseTo(0, within(0.12));
    assertThat(moment(draws, 4)).isCloseTo(3, within(0.3));
  }

  @Test
  void neighboursAreUncorrelated() {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum +=
          stream.normal(0, 0, i) * stream.normal(0, 0, i + 1)
              + stream.normal(i, 0, 0) * stream.normal(i, 1, 0);
    }
    assertThat(sum / DRAWS).isCloseTo(0, within(0.05));
  }

  @Test
  void belowIsEven() {
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[stream.below(7, i)]++;
    }
    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - 10_000) < 400);
  }

  @Test
  void belowStaysInRangeAtItsBounds() {
    for (long i = -500; i < 500; i++) {
      assertThat(stream.below(1, i)).isZero();
      assertThat(stream.below(Integer.MAX_VALUE, i)).isBetween(0, Integer.MAX_VALUE - 1);
    }
    assertThatThrownBy(() -> stream.below(0, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> stream.below(-3, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("-3");
  }

  @Test
  void rowsAndElementsOutOfRangeAreRefused() {
    assertThat(stream.bits(-1, (1L << 31) - 1, (1L << 32) - 1)).isNotZero();
    assertThatThrownBy(() -> stream.bits(0, 1L << 31, 0)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> stream.bits(0, -1, 0)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> stream.uniform(0, 0, 1L << 32)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> stream.normal(0, 0, -1)).isInstanceOf(CotangentException.class);
  }

  @Test
  void drawingAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int[] order = new int[500];
    double sum = 0;
    long least = Long.MAX_VALUE;
    // The least of several rounds: the virtual machine itself may allocate once, in the first ones.
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      sum += drawAll(order);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
    assertThat(sum).isFinite();
  }

  private double drawAll(int[] order) {
    double sum = 0;
    for (int i = 0; i < 1_000; i++) {
      sum +=
          stream.uniform(i, 2, 3)
              + stream.uniform(i)
              + stream.normal(i)
              + stream.normal(i, 2, 3)
              + stream.below(9, i);
    }
    Shuffle.order(order, 1, 2);
    return sum + order[0];
  }

  private static double moment(double[] draws, int power) {
    double sum = 0;
    for (double draw : draws) {
      sum += StrictMath.pow(draw, power);
    }
    return sum / draws.length;
  }
}
