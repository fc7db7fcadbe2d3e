package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every garbage collector that a JDK has. */
class CollectorsTest {

  private static final List<String> COLLECTORS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseParallelGC",
          "-XX:+UseG1GC",
          "-XX:+UseZGC",
          "-XX:+UseShenandoahGC");

  static List<Arguments> collectorsOfAll() throws IOException, InterruptedException {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      for (String collector : COLLECTORS) {
        if (Fork.of(jdk).with(collector).run("-version").code() == 0) {
          all.add(Arguments.of(jdk, collector));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("collectorsOfAll")
  void sameHash(Jdk jdk, String collector) throws IOException, InterruptedException {
    Place.sameHash(Place.plain(jdk).with(Place.VECTOR).with(collector));
  }

  @Test
  void eachJdkHasThreeAtLeast() throws IOException, InterruptedException {
    assertThat(collectorsOfAll()).hasSizeGreaterThanOrEqualTo(3 * Jdk.all().size());
  }
}
