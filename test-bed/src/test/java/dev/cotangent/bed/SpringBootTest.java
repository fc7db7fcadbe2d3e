package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A jar of jars with Spring Boot's loader, as spring-boot-maven-plugin packs the program. */
class SpringBootTest {

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void theJar(Jdk jdk) throws IOException, InterruptedException {
    Place.assertSameHash(Fork.of(jdk).run("-jar", jar().toString(), Place.folder()));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void onVectorKernels(Jdk jdk) throws IOException, InterruptedException {
    Fork fork = Fork.of(jdk).with(Place.VECTOR).with("-Dcotangent.kernels=vector");
    Place.assertSameHash(fork.run("-jar", jar().toString(), Place.folder()));
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void withAPluginInANestedJar(Jdk jdk, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path jar = Files.copy(jar(), folder.resolve("app.jar"));
    Path program = folder.resolve("program.jar");
    Language.pack(program, Jars.tests());
    add(jar, program);
    add(jar, Language.JAVA.plugins());
    Fork.Ended ended =
        Fork.of(jdk)
            .with("-cp", jar.toString(), "-Dloader.main=" + PluginProgram.class.getName())
            .run("org.springframework.boot.loader.launch.PropertiesLauncher", Place.folder());
    assertThat(ended.hash()).as(ended.toString()).isEqualTo(LanguagesTest.inJava());
  }

  /** Adds a nested jar, which the loader wants stored without compression. */
  private static void add(Path jar, Path nested) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("noCompression", "true"))) {
      Files.copy(nested, files.getPath("BOOT-INF/lib/" + nested.getFileName()));
    }
  }

  private static Path jar() throws IOException {
    return Jars.in("boot").get(0);
  }
}
