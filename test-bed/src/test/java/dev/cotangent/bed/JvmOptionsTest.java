package dev.cotangent.bed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options of the JVM: containers' limits, compilers, instructions and what else may be set. */
class JvmOptionsTest {

  private static final List<String> EVERYWHERE =
      List.of(
          "-XX:ActiveProcessorCount=1",
          "-XX:ActiveProcessorCount=1 -Xmx64m",
          "-Xmx64m -XX:+UseSerialGC",
          "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
          "-XX:TieredStopAtLevel=1",
          "-XX:-TieredCompilation",
          "-Xint",
          "-Xshare:off",
          "-Xss256k",
          "-XX:+UseLargePages",
          "-XX:-UseCompressedOops",
          "-XX:-UsePerfData -XX:+DisableAttachMechanism",
          "-ea -esa",
          "-Xcheck:jni",
          "-XX:-UseSuperWord");

  private static final List<String> X86 =
      List.of("-XX:UseAVX=0", "-XX:UseAVX=1", "-XX:UseAVX=2", "-XX:-UseFMA");

  /** From the versions that know them on. */
  private static List<String> since(int version) {
    List<String> options = new ArrayList<>();
    if (version >= 18) {
      options.add("--finalization=disabled");
    }
    if (version >= 24) {
      options.add("--illegal-native-access=deny --sun-misc-unsafe-memory-access=deny");
    }
    if (version >= 25) {
      options.add("-XX:+UseCompactObjectHeaders");
    }
    return options;
  }

  static List<Arguments> optionsOfAll() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      List<String> options = new ArrayList<>(EVERYWHERE);
      options.addAll(since(jdk.version()));
      if (List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
        options.addAll(X86);
      }
      options.forEach(each -> all.add(Arguments.of(jdk, each)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("optionsOfAll")
  void sameHash(Jdk jdk, String options) throws IOException, InterruptedException {
    Place.sameHash(Place.plain(jdk).with(Place.VECTOR).with(split(options)));
  }

  private static String[] split(String options) {
    return Arrays.stream(options.split(" ")).toArray(String[]::new);
  }
}
