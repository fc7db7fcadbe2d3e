package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The first seconds of a service on a machine that is busy: the same bits from the first prediction
 * on, and no garbage from the second second on, except while the JVM compiles the change to vector
 * kernels, which takes less than a second.
 */
class FirstSecondsTest {

  private static final double MOST_BYTES = 2;

  /** Half seconds. */
  private static final int PARTS_OF_CHANGE = 2;

  @Test
  void sameBitsAndNoGarbage() throws IOException, InterruptedException {
    for (Jdk jdk : Jdk.all()) {
      measure(Place.tests(jdk), jdk + ", portable kernels", 0);
      measure(Place.tests(jdk).with(Place.VECTOR), jdk + ", vector kernels", PARTS_OF_CHANGE);
    }
  }

  private static void measure(Fork fork, String place, int mostParts)
      throws IOException, InterruptedException {
    Fork.Ended ended = fork.run(FirstSeconds.class.getName(), Place.folder());
    assertThat(ended.code()).as(ended.toString()).isZero();
    System.out.println("busy machine, " + place + ":\n" + ended.out());
    List<String[]> seconds =
        ended.out().lines().filter(line -> line.startsWith("|")).map(l -> l.split("\\|")).toList();
    assertThat(seconds).hasSize(FirstSeconds.PARTS);
    long withGarbage =
        seconds.stream()
            .filter(part -> Double.parseDouble(part[1]) >= 1)
            .filter(part -> Double.parseDouble(part[5]) > MOST_BYTES)
            .count();
    assertThat(withGarbage).as(ended.out()).isLessThanOrEqualTo(mostParts);
  }
}
