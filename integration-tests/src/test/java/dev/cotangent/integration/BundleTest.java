package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers by which a jar is an OSGi bundle say what its module declaration says. */
class BundleTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));
  private static final Pattern SERVICE = Pattern.compile("osgi.serviceloader=\"([\\w.]+)\"");
  private static final Pattern USED = Pattern.compile("\\(osgi.serviceloader=([\\w.]+)\\)");

  /** A data set finds the evaluator of its own bundle, for which nothing needs to be declared. */
  private static final String OWN = "dev.cotangent.training.data.DatasetEvaluator";

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
        "guice",
        "micrometer",
        "pictures",
        "testkit"
      })
  void saysWhatTheModuleSays(String module) throws IOException {
    Path classes = REPOSITORY.resolve(module).resolve("target/classes");
    ModuleDescriptor declared = declared(classes);
    Attributes headers = headers(classes);
    assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo(declared.name());
    assertThat(exported(headers))
        .isEqualTo(names(declared.exports().stream().map(ModuleDescriptor.Exports::source)));
    assertThat(found(SERVICE, headers, "Provide-Capability"))
        .isEqualTo(names(declared.provides().stream().map(ModuleDescriptor.Provides::service)));
    assertThat(found(USED, headers, "Require-Capability"))
        .isEqualTo(names(declared.uses().stream()));
    assertThat(headers.keySet())
        .extracting(Object::toString)
        .doesNotContain("Bnd-LastModified", "Built-By", "Tool", "Private-Package");
  }

  private static ModuleDescriptor declared(Path classes) throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  private static Attributes headers(Path classes) throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
      return new Manifest(in).getMainAttributes();
    }
  }

  private static Set<String> exported(Attributes headers) {
    String value = headers.getValue("Export-Package");
    return value == null
        ? Set.of()
        : names(List.of(value.split(",")).stream().map(clause -> clause.replaceFirst(";.*", "")));
  }

  private static Set<String> found(Pattern pattern, Attributes headers, String name) {
    String value = headers.getValue(name);
    return value == null
        ? Set.of()
        : names(pattern.matcher(value).results().map((MatchResult result) -> result.group(1)));
  }

  private static Set<String> names(Stream<String> found) {
    return found.filter(name -> !name.equals(OWN)).collect(Collectors.toCollection(TreeSet::new));
  }
}
