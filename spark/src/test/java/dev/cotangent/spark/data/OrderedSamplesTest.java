package dev.cotangent.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.spark.LocalCluster;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order of samples, and the part of each member. */
class OrderedSamplesTest {

  private static final int COUNT = 500;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static JavaRDD<Rows.House> rdd(List<Rows.House> houses, int partitions) {
    return cluster.context().parallelize(houses, partitions);
  }

  @Test
  void withoutKeysSamplesAreSortedByTheHashOfTheirBits() {
    Dataset ordered =
        OrderedSamples.of(rdd(Rows.houses(COUNT), 3), Rows.LAYOUT, Rows::encode).collect();
    List<byte[]> expected = new ArrayList<>();
    for (Rows.House house : Rows.houses(COUNT)) {
      ByteBuffer bytes = ByteBuffer.allocate(20);
      house.features().forEach(bytes::putInt);
      expected.add(bytes.putInt(house.label()).putFloat(house.weight()).array());
    }
    expected.sort(Comparator.comparing((byte[] each) -> Rows.hash(each), Arrays::compareUnsigned));
    for (int row = 0; row < COUNT; row++) {
      ByteBuffer bytes = ByteBuffer.allocate(20);
      for (float each : ordered.features(row)) {
        bytes.putInt(Float.floatToRawIntBits(each));
      }
      bytes.putInt(ordered.label(row)).putFloat(ordered.weight(row, 0));
      assertThat(bytes.array()).isEqualTo(expected.get(row));
    }
  }

  @Test
  void theOrderDependsOnTheContentAlone() {
    List<OrderedSamples<Rows.House>> all = new ArrayList<>();
    for (int partitions : new int[] {1, 2, 7}) {
      List<Rows.House> houses = Rows.houses(COUNT);
      Collections.shuffle(houses, new Random(partitions));
      all.add(OrderedSamples.of(rdd(houses, partitions), Rows.LAYOUT, Rows::encode));
      all.add(OrderedSamples.of(rdd(houses, partitions), Rows.LAYOUT, Rows::encodeNumbered));
    }
    for (int i = 2; i < all.size(); i++) {
      assertSame(all.get(i), all.get(i % 2));
      assertSame(all.get(i).shuffledBy(3), all.get(i % 2).shuffledBy(3));
    }
    assertThat(hash(all.get(0))).isNotEqualTo(hash(all.get(1)));
    assertThat(hash(all.get(0).shuffledBy(3))).isNotEqualTo(hash(all.get(0)));
    assertThat(hash(all.get(1).shuffledBy(3))).isNotEqualTo(hash(all.get(1).shuffledBy(4)));
  }

  private static void assertSame(OrderedSamples<?> a, OrderedSamples<?> b) {
    assertThat(hash(a)).isEqualTo(hash(b));
  }

  private static String hash(OrderedSamples<?> samples) {
    return Rows.hash(samples.collect());
  }

  @Test
  void keysSortFirst() {
    List<Rows.House> houses = Rows.houses(COUNT);
    Dataset ordered =
        OrderedSamples.of(rdd(houses, 5), Rows.LAYOUT, Rows::encodeNumbered).collect();
    Comparator<Rows.House> byText =
        Comparator.comparing(house -> house.number() % 12 == 0 ? "" : "\0" + house.number() % 7);
    List<Rows.House> expected =
        houses.stream().sorted(byText.thenComparing(Rows.House::number)).toList();
    List<List<List<Integer>>> threes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      List<Integer> bits = new ArrayList<>();
      for (float each : ordered.features(i)) {
        bits.add(Float.floatToRawIntBits(each));
      }
      if (i == 0 || expected.get(i).number() != expected.get(i - 1).number()) {
        threes.add(new ArrayList<>());
      }
      threes.get(threes.size() - 1).add(bits);
    }
    int at = 0;
    for (List<List<Integer>> three : threes) {
      List<List<Integer>> same =
          expected.subList(at, at + three.size()).stream().map(Rows.House::features).toList();
      assertThat(three).containsExactlyInAnyOrderElementsOf(same);
      at += three.size();
    }
  }

  @Test
  void membersHaveTheirBlocksInOrder() {
    for (SampleEncoder<Rows.House> encoder :
        List.<SampleEncoder<Rows.House>>of(Rows::encode, Rows::encodeNumbered)) {
      OrderedSamples<Rows.House> samples =
          OrderedSamples.of(rdd(Rows.houses(COUNT), 7), Rows.LAYOUT, encoder);
      Dataset whole = samples.collect();
      SampleBlocks blocks = new SampleBlocks(COUNT, 32, 16);
      for (int members : new int[] {1, 3, 16}) {
        List<String> parts = Rows.read(cluster.context(), samples, members);
        for (int member = 0; member < members; member++) {
          int from = (int) blocks.firstOf(member, members);
          int to = (int) blocks.firstOf(member + 1, members);
          Dataset part = whole.subset(IntStream.range(from, to).toArray());
          assertThat(parts.get(member)).isEqualTo(Rows.hash(part));
        }
      }
    }
  }

  @Test
  void manyEqualRowsAreDividedToo() {
    List<Rows.House> equal = Collections.nCopies(COUNT, Rows.houses(1).get(0));
    OrderedSamples<Rows.House> samples =
        OrderedSamples.of(rdd(equal, 4), Rows.LAYOUT, Rows::encode);
    assertThat(Rows.read(cluster.context(), samples, 3)).hasSize(3);
  }

  @Test
  void membersMayHaveNoSamples() {
    List<Rows.House> equal = Collections.nCopies(5, Rows.houses(1).get(0));
    MemberSamples samples =
        OrderedSamples.of(rdd(equal, 4), Rows.LAYOUT, Rows::encode)
            .members(cluster.context(), new SampleBlocks(5, 32, 16), 16);
    MemberSamples.Reader reader = samples.reader();
    List<Integer> sizes =
        samples
            .parts()
            .mapPartitionsWithIndex(
                (member, parts) -> List.of(reader.read(member, parts).size()).iterator(), false)
            .collect();
    assertThat(sizes).containsExactly(0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
  }

  @Test
  void aRowThatIsNoSampleIsReportedOnce() {
    OrderedSamples<Rows.House> samples =
        OrderedSamples.of(
            rdd(Rows.houses(9), 3), Rows.LAYOUT, (house, into) -> into.features(1, 2));
    assertThatThrownBy(samples::count)
        .isInstanceOf(DataException.class)
        .hasMessage("input 'features': 2 numbers, expected 3");
    assertThatThrownBy(
            OrderedSamples.of(
                    rdd(Rows.houses(9), 3), Rows.LAYOUT, (house, into) -> into.features(1, 2, 3))
                ::count)
        .hasMessage("the target was not set, expected one for each sample");
  }

  @Test
  void someKeysAreAnError() {
    OrderedSamples<Rows.House> samples =
        OrderedSamples.of(
            rdd(Rows.houses(9), 3),
            Rows.LAYOUT,
            (house, into) -> {
              Rows.encode(house, into);
              if (house.number() > 1) {
                into.key(1);
              }
            });
    assertThatThrownBy(samples::count).hasMessage("3 of 9 samples have keys, expected all or none");
  }

  @Test
  void noSamplesAreAnError() {
    assertThatThrownBy(OrderedSamples.of(rdd(List.of(), 2), Rows.LAYOUT, Rows::encode)::count)
        .hasMessage("there are no samples, expected at least one");
  }

  @Test
  void collectingHasALimit() {
    OrderedSamples<Rows.House> samples =
        OrderedSamples.of(rdd(Rows.houses(9), 3), Rows.LAYOUT, Rows::encode);
    assertThatThrownBy(() -> samples.collect(179))
        .hasMessage(
            "9 samples with 180 bytes do not fit into the driver, expected at most 179 bytes");
    assertThat(samples.collect(180).size()).isEqualTo(9);
  }

  @Test
  void executorsReadRangesThemselves() {
    ClusterSamples samples = ClusterSamples.of(new Squares());
    List<String> parts = Rows.read(cluster.context(), samples, 3);
    SampleBlocks blocks = new SampleBlocks(100, 32, 16);
    for (int member = 0; member < 3; member++) {
      Dataset part = new Squares().read(blocks.firstOf(member, 3), blocks.firstOf(member + 1, 3));
      assertThat(parts.get(member)).isEqualTo(Rows.hash(part));
    }
  }

  /** Numbers and their squares. */
  record Squares() implements RangeSource {

    @Override
    public long count() {
      return 100;
    }

    @Override
    public Dataset read(long from, long to) {
      float[] x = new float[(int) (to - from)];
      float[] y = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = from + i;
        y[i] = x[i] * x[i];
      }
      return Dataset.regression(Shape.of(1), x, Shape.of(1), y);
    }
  }
}
