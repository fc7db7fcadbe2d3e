package dev.cotangent.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.LayerSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryTest {

  private static final ClassLoader OWN = Registry.class.getClassLoader();

  private final Path directory;

  RegistryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void findsAPluginOfAJarAndSaysWhereItIsFrom() throws IOException {
    Path jar = swish("swish.jar");
    try (Registry registry = Registry.withPlugins(directory)) {
      assertThat(registry.activation("swish").id()).isEqualTo("swish");
      assertThat(registry.activations()).contains("swish").isSorted();
      assertThat(registry.entries())
          .contains(
              new RegistryEntry(PluginKind.ACTIVATION, "swish", "demo.Swish", jar.toString()));
      assertThat(registry.problems()).isEmpty();
    }
  }

  @Test
  void namesTheIdTheClassesAndTheJarsOfADuplicate() throws IOException {
    Path first = swish("first.jar");
    Path second = jar("second.jar", "Other", "swish");
    Path third = jar("third.jar", "Third", "third");
    try (Registry registry = Registry.discover(OWN, List.of(third, first, second))) {
      assertThat(registry.activations()).contains("third").doesNotContain("swish");
      assertThat(registry.problems())
          .containsExactly(
              new RegistryProblem(
                  "activation",
                  second.toString(),
                  "demo.Other has the id 'swish' of demo.Swish in "
                      + first
                      + ", expected an id of its own"));
      assertThatThrownBy(() -> registry.activation("swish"))
          .isInstanceOf(CotangentException.class)
          .hasMessageContainingAll(
              "'swish'", "demo.Swish", "demo.Other", "first.jar", "second.jar", "third");
    }
  }

  @Test
  void aJarCannotTakeAnIdOfTheHost() throws IOException {
    Path own = swish("own.jar");
    Path claiming = jar("claiming.jar", "Other", "swish");
    try (URLClassLoader host = new URLClassLoader(new URL[] {own.toUri().toURL()}, OWN);
        Registry registry = Registry.discover(host, List.of(claiming))) {
      assertThat(registry.activation("swish").getClass().getName()).isEqualTo("demo.Swish");
      assertThat(registry.problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.location()).isEqualTo(claiming.toString());
                assertThat(problem.message()).contains("demo.Other", "'swish'", "own.jar");
              });
    }
  }

  @Test
  void goesOnWithoutAConstructorThatDoesNotReturn() throws IOException {
    Path good = swish("good.jar");
    Path slow =
        PluginJar.in(directory)
            .activation(
                "Slow",
                "slow",
                """
                public Slow() {
                  while (true) {
                    java.util.concurrent.locks.LockSupport.park();
                  }
                }
                """)
            .service(Activation.class, "demo.Slow")
            .write(directory.resolve("slow.jar"));
    Duration limit = Duration.ofMillis(300);
    try (Registry registry = Registry.discover(OWN, List.of(slow, good), limit)) {
      assertThat(registry.activations()).contains("swish").doesNotContain("slow");
      assertThat(registry.problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.location()).isEqualTo(slow.toString());
                assertThat(problem.message())
                    .contains(
                        "demo.Slow",
                        "longer than the limit of 0.3 s",
                        "demo.Slow.<init>(Slow.java:");
              });
    }
  }

  @Test
  void namesTheKnownIdsForAnUnknownOne() throws IOException {
    Path jar = swish("swish.jar");
    try (Registry registry = Registry.discover(OWN, List.of(jar))) {
      assertThatThrownBy(() -> registry.activation("swosh"))
          .isInstanceOf(CotangentException.class)
          .hasMessageContainingAll("activation 'swosh'", "swish", "swish.jar");
      assertThatThrownBy(() -> registry.layer("swish")).hasMessageContaining("layer 'swish'");
      assertThatThrownBy(() -> registry.optimizer("x")).hasMessageContaining("optimizer 'x'");
      assertThatThrownBy(() -> registry.schedule("x")).hasMessageContaining("schedule 'x'");
    }
  }

  @Test
  void suggestsTheNearestId() throws IOException {
    Path jar = swish("swish.jar");
    try (Registry registry = Registry.discover(OWN, List.of(jar))) {
      assertThatThrownBy(() -> registry.activation("swihs"))
          .hasMessageContaining("; did you mean 'swish'?; no activation of")
          .hasMessageContaining("cotangent-activations");
      assertThatThrownBy(() -> registry.loss("crossentropy"))
          .hasMessageEndingWith("; did you mean 'cross_entropy'?");
      assertThatThrownBy(() -> registry.kernels("portabel"))
          .hasMessageEndingWith("; did you mean 'portable'?");
    }
  }

  /** This module's tests have none of the artifacts above it on their path. */
  @Test
  void namesTheArtifactWhosePluginsAreMissing() {
    Registry registry = Registry.discover(OWN);
    assertThatThrownBy(() -> registry.activation("relu"))
        .hasMessageContainingAll(
            "unknown activation 'relu'",
            "dev.cotangent:cotangent-activations",
            "module dev.cotangent.activations",
            "add that dependency",
            "META-INF/services",
            "--add-modules dev.cotangent.activations",
            "--bind-services",
            "start the bundle dev.cotangent.activations and Apache Aries SPI Fly");
    assertThatThrownBy(() -> registry.layer("normalize"))
        .hasMessageContainingAll("cotangent-layers", "cotangent-training");
    assertThatThrownBy(() -> registry.optimizer("adam")).hasMessageContaining("cotangent-optim");
    assertThatThrownBy(() -> registry.schedule("step")).hasMessageContaining("cotangent-optim");
    assertThatThrownBy(() -> registry.metric("mae")).hasMessageContaining("cotangent-training");
    assertThatThrownBy(() -> registry.kernels("vector"))
        .hasMessageContainingAll(
            "unknown kernels 'vector'",
            "dev.cotangent:cotangent-kernels-vector",
            "META-INF/services",
            "--add-modules dev.cotangent.kernels.vector");
    assertThatThrownBy(() -> registry.loss("wibble"))
        .hasMessageContaining("unknown loss 'wibble', expected one of [")
        .hasMessageNotContaining("cotangent-core");
  }

  @Test
  void findsThePluginsOfSeveralLoaders() throws IOException {
    URL swish = swish("swish.jar").toUri().toURL();
    URL third = jar("third.jar", "Third", "third").toUri().toURL();
    try (URLClassLoader one = new URLClassLoader(new URL[] {swish}, OWN);
        URLClassLoader other = new URLClassLoader(new URL[] {third}, OWN);
        Registry registry = Registry.discover(List.of(one, other))) {
      assertThat(registry.activations()).containsExactly("swish", "third");
      assertThat(registry.losses()).contains("cross_entropy");
      assertThat(registry.problems()).isEmpty();
    }
    assertThatThrownBy(() -> Registry.discover(List.of()))
        .hasMessage("registry: no class loader, expected at least one");
  }

  @Test
  void doesNotSeeThePluginsOfAParentTwice() throws IOException {
    Path parentJar = swish("parent.jar");
    Path jar = jar("child.jar", "Child", "child");
    try (URLClassLoader parent = new URLClassLoader(new URL[] {parentJar.toUri().toURL()}, OWN);
        Registry registry = Registry.discover(parent, List.of(jar))) {
      assertThat(registry.activations()).contains("swish", "child");
      assertThat(registry.problems()).isEmpty();
    }
  }

  @Test
  void looksInTheContextClassLoader() throws IOException {
    Path jar = swish("context.jar");
    try (URLClassLoader context = new URLClassLoader(new URL[] {jar.toUri().toURL()}, OWN)) {
      assertThat(inContext(context).activations()).contains("swish");
    }
  }

  @Test
  void ignoresAContextClassLoaderThatDoesNotKnowCotangent() throws IOException {
    Path jar = swish("foreign.jar");
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader foreign = new URLClassLoader(new URL[] {jar.toUri().toURL()}, platform)) {
      Registry registry = inContext(foreign);
      assertThat(registry.activations()).doesNotContain("swish");
      assertThat(registry.problems()).isEmpty();
    }
  }

  /** Tomcat's loader of a stopped application throws, at each thread that outlives it. */
  @ParameterizedTest
  @MethodSource("failures")
  void ignoresAContextClassLoaderThatThrows(Throwable failure) {
    Registry registry = inContext(new ThrowingLoader(null, failure));
    assertThat(registry.portable().id()).isEqualTo("portable");
    assertThat(registry.problems()).isEmpty();
  }

  /** It still knows our classes, and fails when it is asked for resources. */
  @ParameterizedTest
  @MethodSource("failures")
  void goesOnAfterAContextClassLoaderWhoseResourcesThrow(Throwable failure) {
    Registry registry = inContext(new ThrowingLoader(OWN, failure));
    assertThat(registry.portable().id()).isEqualTo("portable");
    assertThat(registry.problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.message()).contains("closed"));
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("closed"),
        new SecurityException("closed"),
        new NoClassDefFoundError("closed"),
        new AssertionError("closed"));
  }

  /** Shows what its parent does, or nothing at all; throws whenever it is asked for resources. */
  private static final class ThrowingLoader extends ClassLoader {

    private final boolean showsClasses;
    private final Throwable failure;

    ThrowingLoader(@Nullable ClassLoader parent, Throwable failure) {
      super(parent);
      this.showsClasses = parent != null;
      this.failure = failure;
    }

    private IllegalStateException thrown() {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (showsClasses) {
        return super.loadClass(name, resolve);
      }
      throw thrown();
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      throw thrown();
    }
  }

  /** Kinds of plugins are discovered on first use, which halves the start of a service. */
  @Test
  void discoversLossesWhenTheyAreAskedFor() {
    List<String> asked = new ArrayList<>();
    ClassLoader recording =
        new ClassLoader(OWN) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            asked.add(name);
            return super.getResources(name);
          }
        };
    Registry registry = Registry.discover(recording);
    assertThat(asked).anyMatch(name -> name.endsWith(".LayerSpec"));
    assertThat(asked).noneMatch(name -> name.endsWith(".Loss"));
    assertThat(registry.losses()).contains("mse");
    assertThat(registry.losses()).contains("huber");
    assertThat(asked).filteredOn(name -> name.endsWith(".Loss")).hasSize(1);
    assertThat(registry.problems()).isEmpty();
    assertThat(asked).anyMatch(name -> name.endsWith(".Optimizer"));
  }

  @Test
  void closesThePluginsClassLoaders() throws IOException {
    Path jar = swish("closed.jar");
    Registry registry = Registry.discover(OWN, List.of(jar));
    ClassLoader loader = registry.activation("swish").getClass().getClassLoader();
    assertThat(loader.getResource("demo/Swish.class")).isNotNull();
    registry.close();
    assertThat(loader.getResource("demo/Swish.class")).isNull();
  }

  @Test
  void saysThatADirectoryOrAJarIsMissing() throws IOException {
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> Registry.withPlugins(none))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll(
            "plugin directory " + none, "no such directory, expected one with jars in it");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> Registry.withPlugins(empty))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("no jar", empty.toString());
    Path jar = directory.resolve("none.jar");
    assertThatThrownBy(() -> Registry.discover(OWN, List.of(jar)))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("plugin jar " + jar, "no such file, expected a jar");
  }

  @Test
  void findsServicesOfOtherKindsInTheSameJar() throws IOException {
    Path jar =
        PluginJar.in(directory)
            .activation("Swish", "swish")
            .source(
                "Pass",
                """
                public record Pass() implements dev.cotangent.core.spi.LayerSpec {
                  public String id() { return "pass"; }
                  public dev.cotangent.core.spi.Attributes attributes() {
                    return dev.cotangent.core.spi.Attributes.none();
                  }
                  public Pass with(dev.cotangent.core.spi.Attributes attributes) { return this; }
                  public dev.cotangent.core.spi.Layer build(
                      dev.cotangent.core.Shape input, dev.cotangent.core.spi.Scope scope) {
                    throw new IllegalStateException();
                  }
                }
                """)
            .service(Activation.class, "demo.Swish")
            .service(LayerSpec.class, "demo.Pass # a comment")
            .write(directory.resolve("both.jar"));
    try (Registry registry = Registry.discover(OWN, List.of(jar))) {
      assertThat(registry.layer("pass").id()).isEqualTo("pass");
      assertThat(registry.activation("swish").id()).isEqualTo("swish");
    }
  }

  private Registry inContext(ClassLoader loader) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return Registry.standard();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Path swish(String name) throws IOException {
    return jar(name, "Swish", "swish");
  }

  private Path jar(String name, String className, String id) throws IOException {
    return PluginJar.in(directory)
        .activation(className, id)
        .service(Activation.class, "demo." + className)
        .write(directory.resolve(name));
  }
}
