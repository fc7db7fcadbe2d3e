package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One jar made of all, by maven-shade-plugin: with services merged, with packages renamed, and
 * naive.
 */
class ShadedTest {

  /** The prefix of renamed packages, as in the pom. */
  private static final String RENAMED = "org.example.shaded.";

  private static final String CURE =
      "in one jar made of several, merge the files of META-INF/services";

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withMergedServices(Jdk jdk) throws IOException, InterruptedException {
    Place.sameHash(Fork.of(jdk).classPath(List.of(jar("shaded"))));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void onVectorKernels(Jdk jdk) throws IOException, InterruptedException {
    Place.sameHash(vector(jdk, "shaded"));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withRenamedPackages(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended = vector(jdk, "relocated").run(renamed(Place.PROGRAM), Place.folder());
    Place.assertSameHash(ended);
  }

  private static Fork vector(Jdk jdk, String name) throws IOException {
    return Fork.of(jdk)
        .with(Place.VECTOR)
        .with("-Dcotangent.kernels=vector")
        .classPath(List.of(jar(name)));
  }

  /** Where several jars have a file of one name, the naive jar has only the first one's. */
  @Test
  void aNaiveJarNamesTheCure() throws IOException, InterruptedException {
    assertThat(asked(jar("naive"), "layer", "normalize"))
        .contains("unknown layer 'normalize'", "dev.cotangent:cotangent-training", CURE);
  }

  @ParameterizedTest
  @CsvSource({
    "core.spi.Activation, activation, relu, activations",
    "core.spi.LayerSpec, layer, dense, layers",
    "core.loss.Loss, loss, mse, core",
    "core.metric.Metric, metric, mae, training",
    "core.optimizer.Optimizer, optimizer, adam, optim",
    "core.optimizer.Schedule, schedule, cosine, optim",
    "core.kernel.KernelsProvider, kernels, vector, kernels-vector",
    "training.data.DatasetEvaluator, evaluation, , training",
  })
  void eachLostServiceNamesTheCure(
      String service, String kind, String id, String artifact, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path jar = without("dev.cotangent." + service, jar("shaded"), folder);
    assertThat(asked(jar, kind, id == null ? "" : id)).contains("cotangent-" + artifact, CURE);
  }

  /** The artifact keeps its name where the packages have another one. */
  @Test
  void aLostServiceOfRenamedPackagesNamesTheArtifact(@TempDir Path folder)
      throws IOException, InterruptedException {
    String service = renamed("dev.cotangent.core.spi.LayerSpec");
    Path jar = without(service, jar("relocated"), folder);
    Fork.Ended ended =
        Fork.of(Jdk.current()).classPath(List.of(jar)).run(renamed(Place.PROGRAM), Place.folder());
    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).contains("dev.cotangent:cotangent-layers", CURE);
  }

  private static String renamed(String name) {
    return name.replaceFirst("^dev\\.", RENAMED);
  }

  private static Path jar(String name) throws IOException {
    return Jars.in("shade").stream()
        .filter(jar -> jar.endsWith(name + ".jar"))
        .findFirst()
        .orElseThrow();
  }

  /** A copy of a jar without the file of a service. */
  private static Path without(String service, Path jar, Path folder) throws IOException {
    Path copy = Files.copy(jar, folder.resolve("lost.jar"));
    try (FileSystem files = FileSystems.newFileSystem(copy)) {
      Files.delete(files.getPath("META-INF/services/" + service));
    }
    return copy;
  }

  private static String asked(Path jar, String kind, String id)
      throws IOException, InterruptedException {
    Fork.Ended ended =
        Fork.of(Jdk.current())
            .classPath(List.of(jar, Jars.tests()))
            .run(ServiceProbe.class.getName(), kind, id);
    assertThat(ended.code()).as(ended.toString()).isZero();
    return ended.out();
  }
}
