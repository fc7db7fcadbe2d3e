package dev.cotangent.spark.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
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
  record House(int number, List<Integer> features, int label, float weight)
      implements Serializable {}

  static List<House> houses(int count) {
    Random random = new Random(5);
    List<House> houses = new ArrayList<>();
    int[] special = {0, 0x80000000, 0x7FC00000, 0x7FC00001, 0xFFC12345, 0x7F800000, 0x3F800000, 1};
    for (int i = 0; i < count; i++) {
      List<Integer> features = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        features.add(special[random.nextInt(special.length)]);
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
      features[i] = Float.intBitsToFloat(house.features.get(i));
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

  /** The hashes of the samples of all members, as they come in the tasks. */
  static List<String> read(JavaSparkContext context, ClusterSamples samples, int members) {
    SampleBlocks blocks = new SampleBlocks(samples.count(), 32, 16);
    return read(samples.members(context, blocks, members));
  }

  static List<String> read(MemberSamples samples) {
    MemberSamples.Reader reader = samples.reader();
    JavaRDD<String> hashes =
        samples
            .parts()
            .mapPartitionsWithIndex(
                (member, parts) -> List.of(hash(reader.read(member, parts))).iterator(), false);
    return new ArrayList<>(hashes.collect());
  }

  /** A hash of all bits of a data set. */
  static String hash(Dataset data) {
    return HexFormat.of().formatHex(hash(DatasetBytes.of(data)));
  }

  static byte[] hash(byte[] bytes) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
