package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same plugins are found on the class path and on the module path. */
class DiscoveryTest {

  private static final List<String> EXPECTED =
      List.of(
          "activation identity",
          "activation relu",
          "activation sigmoid",
          "activation tanh",
          "layer activate",
          "layer dense",
          "layer dropout",
          "layer sequential",
          "layer normalize",
          "optimizer adam",
          "optimizer sgd",
          "schedule constant",
          "schedule cosine",
          "kernels vector");

  @Test
  void onTheClassPath() throws Exception {
    String found =
        ForkedJvm.current()
            .with("--add-modules", "jdk.incubator.vector")
            .run(DiscoveryMain.class.getName());

    assertThat(found.lines()).containsAll(EXPECTED);
  }

  @Test
  void onTheModulePathWithoutAnyFlagForTheVectorModule() throws Exception {
    assertThat(onTheModulePath(List.of()).lines()).containsAll(EXPECTED);
  }

  private static String onTheModulePath(List<String> plugins)
      throws IOException, InterruptedException {
    List<String> entries =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    List<String> modules = new ArrayList<>(plugins);
    entries.stream().filter(DiscoveryTest::isModule).forEach(modules::add);
    String rest = join(entries.stream().filter(entry -> !isModule(entry)).toList());
    return ForkedJvm.current()
        .run(
            List.of(
                "--module-path", join(modules), "--add-modules", "ALL-MODULE-PATH", "-cp", rest),
            DiscoveryMain.class.getName());
  }

  @Test
  void aPluginOnTheModulePath(@TempDir Path folder) throws Exception {
    Path jar = PluginJar.swish(folder);
    String found = onTheModulePath(List.of(jar.toString()));

    assertThat(found.lines()).containsAll(EXPECTED).contains("activation swish");
  }

  @Test
  void aPluginOnTheClassPath(@TempDir Path folder) throws Exception {
    String path = System.getProperty("java.class.path");
    List<String> options = List.of("-cp", path + File.pathSeparator + PluginJar.swish(folder));
    String found = ForkedJvm.current().run(options, DiscoveryMain.class.getName());

    assertThat(found.lines()).contains("activation swish");
  }

  @Test
  void withoutTheVectorModuleThePortableKernelsServe() throws IOException, InterruptedException {
    String found = ForkedJvm.current().run(DiscoveryMain.class.getName());

    assertThat(found.lines()).contains("kernels portable");
  }

  /**
   * The library modules, and what they require: the logging interface, Commons Math and FastCSV.
   */
  private static boolean isModule(String entry) {
    String path = entry.replace(File.separatorChar, '/');
    List<String> modules =
        List.of(
            "core",
            "kernels-vector",
            "activations",
            "layers",
            "optim",
            "optim-commons-math",
            "parallel",
            "training");
    boolean library =
        modules.stream()
            .anyMatch(
                module ->
                    path.endsWith("/" + module + "/target/classes")
                        || path.contains("/cotangent-" + module + "-"));
    return library
        || Stream.of("/slf4j-api-", "/commons-math3-", "/fastcsv-").anyMatch(path::contains);
  }

  private static String join(List<String> entries) {
    return Arrays.stream(entries.toArray(String[]::new))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
