package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images by jlink: with and without the vector kernels, and with plugins left out. */
class JlinkTest {

  private static final String MAIN = "dev.cotangent.bed/" + Place.PROGRAM;

  private final Path image;

  JlinkTest(@TempDir Path folder) {
    image = folder.resolve("image");
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withoutTheVectorKernels(Jdk jdk) throws IOException, InterruptedException {
    link(jdk, Jars.all(), "--add-modules", "dev.cotangent.bed");
    Place.assertSameHash(java().run("-m", MAIN, Place.folder()));
    Fork.Ended ended = java().with("-Dcotangent.kernels=vector").run("-m", MAIN, Place.folder());
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).contains("--add-modules dev.cotangent.kernels.vector");
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withTheVectorKernels(Jdk jdk) throws IOException, InterruptedException {
    link(jdk, Jars.all(), "--add-modules", "dev.cotangent.bed,dev.cotangent.kernels.vector");
    Place.assertSameHash(java().with("-Dcotangent.kernels=vector").run("-m", MAIN, Place.folder()));
  }

  /** Nothing that {@code training} requires has the built-in layers. */
  @Test
  void pluginsThatWereLeftOutNameTheCure() throws IOException, InterruptedException {
    link(Jdk.current(), Jars.libraries(), "--add-modules", "dev.cotangent.training");
    assertThat(probe("layer", "dense"))
        .contains("--add-modules dev.cotangent.layers or --bind-services");
    assertThat(probe("activation", "relu"))
        .contains("--add-modules dev.cotangent.activations or --bind-services");
  }

  /**
   * Among our modules, since the JDK's own services include jlink, which not every JDK can link.
   */
  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void bindServicesBringsAllPlugins(Jdk jdk) throws IOException, InterruptedException {
    String ours =
        Jars.MODULES.stream()
            .map(name -> "dev.cotangent." + name.replace('-', '.'))
            .collect(Collectors.joining(",", "java.base,", ""));
    String[] options = {
      "--add-modules", "dev.cotangent.training", "--bind-services", "--limit-modules", ours
    };
    List<Path> modules = new ArrayList<>(Jars.libraries());
    modules.add(jdk.home().resolve("jmods")); // JDK 17 does not add it if modules are limited
    link(jdk, modules, options);
    Place.sameHash(java().with("-Dcotangent.kernels=vector").classPath(List.of(Jars.bed())));
    assertThat(probe("layer", "dense")).contains("Dense[");
  }

  private String probe(String kind, String id) throws IOException, InterruptedException {
    String main = ServiceProbe.class.getName();
    return java().classPath(List.of(Jars.tests())).run(main, kind, id).out();
  }

  private Fork java() {
    return Fork.of(image.resolve("bin/java"));
  }

  private void link(Jdk jdk, List<Path> modules, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.tool("jlink")));
    command.addAll(List.of("--module-path", Jars.path(modules)));
    command.addAll(List.of("--strip-debug", "--no-header-files", "--no-man-pages"));
    command.addAll(List.of("--output", image.toString()));
    command.addAll(List.of(options));
    Fork.Ended ended = Fork.run(command, Map.of(), Duration.ofMinutes(3));
    assertThat(ended.code()).as(ended.toString()).isZero();
  }
}
