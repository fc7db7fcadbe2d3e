package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.bed.heap.Loaders;
import dev.cotangent.bed.osgi.OsgiHost;
import dev.cotangent.bed.osgi.app.Application;
import dev.cotangent.bed.osgi.plugin.Swish;
import dev.cotangent.core.spi.Activation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Apache Felix: the library jars, the program, an application and a plugin, each a bundle. */
class OsgiTest {

  private static final int UPDATES = Integer.getInteger("bed.updates", 20);

  private static final String SLF4J = "org.slf4j;version=2.0.17";

  /** The JVM's option alone is enough: the framework exports what the JVM's modules do. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void servicesAreFoundBySpiFly(Jdk jdk) throws IOException, InterruptedException {
    List<Path> stay = spiFly();
    Fork.Ended ended = run(host(jdk).with(Place.VECTOR), "", stay, "run", UPDATES);
    assertThat(ended.out().lines()).as(ended.out()).contains("vector", "Swish[]");
    assertThat(ended.out().lines().filter(Place.expected()::equals)).hasSize(UPDATES + 1);
    nothingIsLeft(ended);
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void kernelsArePortableWithoutTheOption(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = run(host(jdk), "", spiFly(), "run", 0);
    assertThat(ended.out().lines()).as(ended.out()).contains("portable", "Swish[]");
    nothingIsLeft(ended);
  }

  /** The framework then has to export slf4j, whose own bundle needs SPI Fly. */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void loadersAreGivenWithoutSpiFly(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended =
        run(host(jdk), SLF4J, List.of(Jars.onClassPath("fastcsv")), "run with loaders", 1);
    assertThat(ended.out())
        .contains("unknown activation 'swish'")
        .contains("in OSGi, start the bundle dev.cotangent.activations and Apache Aries SPI Fly");
    nothingIsLeft(ended);
  }

  private static Fork host(Jdk jdk) throws IOException {
    return Fork.of(jdk)
        .with("-Xmx512m", "-XX:SoftRefLRUPolicyMSPerMB=0")
        .classPath(
            List.of(
                TestClasses.of(OsgiHost.class, Loaders.class),
                Jars.onClassPath("org.apache.felix.framework"),
                Jars.onClassPath("slf4j-api")))
        .within(Duration.ofMinutes(10));
  }

  private static Fork.Ended run(
      Fork host, String packages, List<Path> stay, String task, int updates)
      throws IOException, InterruptedException {
    List<Path> jars = new ArrayList<>();
    for (String module : Jars.MODULES) {
      jars.add(Jars.of(module));
    }
    jars.addAll(List.of(Jars.bed(), application(), plugin()));
    return Place.assertSameHash(
        host.run(
            OsgiHost.class.getName(),
            Place.folder(),
            packages,
            Jars.path(stay),
            Jars.path(jars),
            task,
            "" + updates));
  }

  private static List<Path> spiFly() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String name : List.of("asm", "asm-tree", "asm-analysis", "asm-util", "asm-commons")) {
      jars.add(Jars.of("spifly", name));
    }
    jars.add(Jars.of("spifly", "org.apache.aries.spifly.dynamic.bundle"));
    jars.add(Jars.onClassPath("slf4j-api"));
    jars.add(Jars.of("logback", "logback-core"));
    jars.add(Jars.of("logback", "logback-classic"));
    jars.add(Jars.onClassPath("fastcsv"));
    return jars;
  }

  private static Path application() throws IOException {
    String packages =
        "dev.cotangent.activations,dev.cotangent.bed,dev.cotangent.core,"
            + "dev.cotangent.core.kernel,dev.cotangent.core.registry,dev.cotangent.core.spi,"
            + "dev.cotangent.layers,dev.cotangent.optim,dev.cotangent.training";
    return BundleJar.of(
        Application.class.getPackageName(), Map.of("Import-Package", packages), Map.of());
  }

  private static Path plugin() throws IOException {
    String service = Activation.class.getName();
    Map<String, String> headers =
        Map.of(
            "Import-Package",
            "dev.cotangent.core.graph,dev.cotangent.core.spi",
            "Provide-Capability",
            "osgi.serviceloader;osgi.serviceloader=" + service + ";register:=\"\"",
            "Require-Capability",
            "osgi.extender;filter:=\"(osgi.extender=osgi.serviceloader.registrar)\";resolution:=optional");
    return BundleJar.of(
        Swish.class.getPackageName(), headers, Map.of(service, Swish.class.getName()));
  }

  private static void nothingIsLeft(Fork.Ended ended) {
    assertThat(ended.out().lines()).as(ended.out()).contains("loaders left: 0", "classes left: []");
  }
}
