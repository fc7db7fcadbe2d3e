package dev.cotangent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of others are built from the staged folder alone, and run. */
class ConsumersTest {

  private static final Path FOLDER = Staging.FOLDER.resolve("consumers");
  private static final String VECTOR = "jdk.incubator.vector";

  private static Consumer classPath;
  private static Consumer modules;

  @BeforeAll
  static void build() throws IOException, InterruptedException, PGPException {
    Staging.delete(FOLDER);
    Staging release = Staging.first();
    classPath = Consumer.build("classpath", "", release, FOLDER);
    modules = Consumer.build("modules", "package org.example;\n", release, FOLDER);
  }

  @Test
  void theReadmesProgramRunsOnTheClassPath() throws IOException, InterruptedException {
    Command java =
        Command.jdk("java", "--add-modules", VECTOR, "-cp", classPath.path(), "QuickStart");
    assertTrains(classPath.run(java));
  }

  @Test
  void theReadmesProgramRunsAsAModuleWithVectorKernelsAndNoFlag()
      throws IOException, InterruptedException {
    String main = "org.example.quickstart/org.example.QuickStart";
    Command java =
        Command.jdk("java", "-p", modules.path(), "-Dcotangent.kernels=vector", "-m", main);
    assertTrains(modules.run(java));
  }

  private static void assertTrains(String output) {
    Matcher accuracy = Pattern.compile("accuracy[=: ]+(0\\.\\d+)").matcher(output);
    assertThat(accuracy.find()).as(output).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.95);
  }

  @Test
  void linesTypedIntoJshellCompute() throws IOException, InterruptedException {
    String lines =
        """
        import dev.cotangent.core.graph.*
        var x = Tensor.scalar(3)
        System.out.println("gradient " + Gradients.of(x.mul(x), x).of(x).item())
        /exit
        """;
    Command jshell = Command.jdk("jshell", "-s", "--class-path", classPath.path(), "-");
    assertThat(classPath.run(jshell.reading(lines))).contains("gradient 6.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classpath", "modules"})
  void aConsumerDependsAsTheReadmeSays(String name) throws IOException {
    Path repository = Staging.REPOSITORY;
    Matcher block =
        Pattern.compile("(?s)```xml\n(.*?cotangent-bom.*?)```")
            .matcher(Files.readString(repository.resolve("README.md")));
    assertThat(block.find()).isTrue();
    String pom =
        Files.readString(repository.resolve("release-check/consumers/" + name + "/pom.xml"));
    assertThat(folded(pom)).contains(folded(block.group(1)));
  }

  private static String folded(String xml) {
    return xml.replaceAll("\\s+", "");
  }
}
