package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** The options of the JVM that these tests run in, as a driver that {@code spark-submit} starts. */
class DriverOptionsTest {

  @Test
  void sparkGetsThePackagesThatItOpens() {
    List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
    Stream<String> asked = Stream.of(JavaModuleOptions.defaultModuleOptionArray());
    assertThat(own).containsAll(asked.filter(option -> option.startsWith("--add-opens")).toList());
  }
}
