package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Activations, a layer and a loss in other languages: found by the registry, trained, saved and
 * loaded, with the predictions of the same plugins in Java; and the contracts of the test kit.
 */
class LanguagesTest {

  @ParameterizedTest
  @EnumSource(Language.class)
  void pluginsPredictAsThoseInJava(Language language) throws IOException, InterruptedException {
    Path jar = language.plugins();
    String expected = inJava();
    for (Jdk jdk : Jdk.all()) {
      assertThat(run(language, jar, jdk).hash()).as(language + " on " + jdk).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void pluginsKeepTheirContracts(Language language) throws IOException, InterruptedException {
    Fork fork = fork(language, language.plugins(), Jdk.current());
    Fork.Ended ended = fork.run(PluginContracts.class.getName());
    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out()).contains("activation swash", "layer bottleneck", "loss soft");
  }

  /** The hash of the plugins in Java, on the class path. */
  static String inJava() throws IOException, InterruptedException {
    String hash = run(Language.JAVA, Language.JAVA.plugins(), Jdk.current()).hash();
    assertThat(hash).matches("[0-9a-f]{64}");
    return hash;
  }

  private static Fork.Ended run(Language language, Path jar, Jdk jdk)
      throws IOException, InterruptedException {
    Fork.Ended ended = fork(language, jar, jdk).run(PluginProgram.class.getName(), Place.folder());
    assertThat(ended.code()).as(ended.toString()).isZero();
    return ended;
  }

  private static Fork fork(Language language, Path jar, Jdk jdk) throws IOException {
    List<Path> path = new ArrayList<>(List.of(jar, Jars.tests(), Jars.of("testkit")));
    path.addAll(Jars.all());
    path.addAll(language.library());
    return Fork.of(jdk).classPath(path);
  }
}
