package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code module-info} and {@code META-INF/services} of every module declare the same providers. */
class ServiceDeclarationsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "kernels-vector",
        "activations",
        "layers",
        "optim",
        "optim-commons-math",
        "parallel",
        "training",
        "guice"
      })
  void bothDeclarationsAgree(String module) throws IOException {
    Path classes = Path.of(System.getProperty("cotangent.repo"), module, "target", "classes");

    Map<String, Set<String>> inModule = new TreeMap<>();
    try (var in = Files.newInputStream(classes.resolve("module-info.class"))) {
      ModuleDescriptor.read(in)
          .provides()
          .forEach(
              provides -> inModule.put(provides.service(), new TreeSet<>(provides.providers())));
    }
    assertThat(servicesOnClassPath(classes)).isEqualTo(inModule);
  }

  private static Map<String, Set<String>> servicesOnClassPath(Path classes) throws IOException {
    Map<String, Set<String>> services = new TreeMap<>();
    Path folder = classes.resolve("META-INF/services");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          List<String> lines = Files.readAllLines(file);
          services.put(
              file.getFileName().toString(),
              new TreeSet<>(
                  lines.stream()
                      .map(String::strip)
                      .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                      .toList()));
        }
      }
    }
    return services;
  }
}
