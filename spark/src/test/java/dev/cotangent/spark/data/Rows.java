package dev.cotangent.spark.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.cluster.SampleBlocks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Rows for tests, with all kinds of floats, some of them twice. */
final class Rows {

  static final SampleLayout LAYOUT =
      SampleLayout.classification(Signature.of(Shape.of(3)), List.of("a", "b")).weighted();

  private Rows() {}

  /** A row of a user's type. */
  record House(int number, int[] features, int label, float weight) implements Serializable {}

  static List<House> houses(int count) {
    Random random = new Random(5);
    List<House> houses = new ArrayList<>();
    int[] special = {0, 0x80000000, 0x7FC00000, 0x7FC00001, 0xFFC12345, 0x7F800000, 0x3F800000, 1};
    for (int i = 0; i < count; i++) {
      int[] features = new int[3];
      for (int j = 0; j < 3; j++) {
        features[j] = special[random.nextInt(special.length)];
      }
      houses.add(new House(i / 3, features, random.nextInt(2), random.nextInt(2)));
    }
    Collections.shuffle(houses, random);
    return houses;
  }

  /** Writes a house without a key. */
  static void encode(House house, SampleRow into) {
    float[] features = new float[3];
    for (int i = 0; i < 3; i++) {
      features[i] = Float.intBitsToFloat(house.features[i]);
    }
    into.features(features);
    into.label(house.label);
    into.weight(house.weight);
  }

  /** Writes a house with its number as key; every number comes three times. */
  static void encodeNumbered(House house, SampleRow into) {
    encode(house, into);
    into.key("Elm" + (house.number % 12 == 0 ? "" : "\0" + house.number % 7));
    into.key((long) house.number - 50);
  }

  /** The samples of all members, as they come in the tasks: the bytes of one after another. */
  static List<byte[]> read(JavaSparkContext context, ClusterSamples samples, int members) {
    SampleBlocks blocks = new SampleBlocks(samples.count(), 32, 16);
    return read(samples.members(context, blocks, members));
  }

  static List<byte[]> read(MemberSamples samples) {
    MemberSamples.Reader reader = samples.reader();
    JavaRDD<byte[]> sets =
        samples
            .parts()
            .mapPartitionsWithIndex(
                (member, parts) -> List.of(DatasetBytes.of(reader.read(member, parts))).iterator(),
                false);
    return sets.collect();
  }
}
