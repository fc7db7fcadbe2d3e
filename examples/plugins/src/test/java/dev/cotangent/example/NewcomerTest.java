package dev.cotangent.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A newcomer's way from an empty folder to a training with a plugin of one's own. */
class NewcomerTest {

  private static final Path FOLDER = Path.of("target/newcomer").toAbsolutePath();
  private static final Path PROJECT = FOLDER.resolve("my-plugin");

  @BeforeEach
  void anEmptyFolder() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> files = Files.walk(FOLDER)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
      }
    }
    Files.createDirectory(FOLDER);
  }

  @Test
  void generatesEditsVerifiesAndTrains() throws IOException, InterruptedException {
    generate();
    Command.mvn(PROJECT, "verify").succeeds();

    edit("MyActivation", "x.mul(x.softplus().erf())", "x.maximum(x.mul(0.2))");
    edit("FeatureScale", "x.mul(context.read(gain))", "x.mul(context.read(gain).detach())");
    assertThat(Command.mvn(PROJECT, "verify").fails())
        .containsPattern("activation 'my_activation' breaks its contract\\s+kinks: ")
        .containsPattern("layer 'feature_scale' breaks its contract\\s+gradient: ");

    edit("FeatureScale", ".detach()", "");
    edit("MyActivation", "x.maximum(x.mul(0.2))", "x.add(x.sin().square())");
    edit("MyActivation", "\"my_activation\"", "\"snake\"");
    editTest("MyActivationContractTest", "0.9367219155", "1.7080734183");
    Command.mvn(PROJECT, "verify").succeeds();

    String checked =
        Command.cotangent(
                PROJECT, "plugins", "--plugins", "target", "--check", "snake", "feature_scale")
            .succeeds();
    assertThat(checked)
        .containsPattern("activation +snake +my-plugin-1.0.0-SNAPSHOT.jar .* ok")
        .containsPattern("layer +feature_scale +my-plugin-1.0.0-SNAPSHOT.jar .* ok");
    assertThat(
            Command.cotangent(
                    PROJECT,
                    "train",
                    "--data",
                    "builtin:digits",
                    "--epochs",
                    "3",
                    "--plugins",
                    "target",
                    "--activation",
                    "snake")
                .succeeds())
        .contains("Epoch 3/3");
  }

  private static void generate() throws IOException, InterruptedException {
    Command.mvn(
            FOLDER,
            "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
            "-DarchetypeCatalog=local",
            "-DarchetypeGroupId=dev.cotangent",
            "-DarchetypeArtifactId=cotangent-plugin-archetype",
            "-DarchetypeVersion=" + System.getProperty("cotangent.version"),
            "-DgroupId=org.example",
            "-DartifactId=my-plugin",
            "-DlayerId=feature_scale",
            "-DinteractiveMode=false")
        .succeeds();
  }

  private static void edit(String type, String before, String after) throws IOException {
    replace("src/main/java/org/example/" + type + ".java", before, after);
  }

  private static void editTest(String type, String before, String after) throws IOException {
    replace("src/test/java/org/example/" + type + ".java", before, after);
  }

  private static void replace(String name, String before, String after) throws IOException {
    Path file = PROJECT.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }
}
