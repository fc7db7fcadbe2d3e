package dev.cotangent.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.KernelsProvider;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class KernelChoiceTest {

  private static final Kernels FAST = PortableKernels.of();

  /** A kernel set that works, or says why not. */
  private record Provider(String unavailableBecause) implements KernelsProvider {
    @Override
    public String id() {
      return "vector";
    }

    @Override
    public Kernels create() {
      return FAST;
    }
  }

  @Test
  void takesTheVectorKernelsWhereTheyWork() {
    withProperty("", choice -> assertThat(choice.choose()).isSameAs(FAST), new Provider(""));
  }

  @Test
  void takesThePortableOnesElseAndSaysWhyOnce() {
    ListAppender<ILoggingEvent> log = appended();
    withProperty(
        "",
        choice -> {
          assertThat(choice.choose()).isSameAs(choice.portable());
          assertThat(choice.choose()).isSameAs(choice.portable());
        },
        new Provider("the moon is full"));
    ((Logger) LoggerFactory.getLogger(Registry.class)).detachAppender(log);
    assertThat(log.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).contains("the moon is full"));
  }

  @ParameterizedTest
  @CsvSource({"ppc64le, 1", "ppc64, 1", "amd64, 0", "aarch64, 0", "s390x, 0"})
  void warnsOfFlushedSubnormalsOnPowerOnce(String architecture, int warnings) {
    ListAppender<ILoggingEvent> log = appended();
    KernelChoice.warnOfFlushing(architecture);
    KernelChoice.warnOfFlushing(architecture);
    ((Logger) LoggerFactory.getLogger(Registry.class)).detachAppender(log);
    assertThat(log.list)
        .hasSize(warnings)
        .allSatisfy(line -> assertThat(line.getFormattedMessage()).contains("-XX:-UseSuperWord"));
  }

  private static ListAppender<ILoggingEvent> appended() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger(Registry.class)).addAppender(log);
    return log;
  }

  @Test
  void takesThePortableOnesWhereThereAreNoOthers() {
    withProperty("", choice -> assertThat(choice.choose().id()).isEqualTo("portable"));
  }

  @Test
  void obeysTheProperty() {
    Provider works = new Provider("");
    withProperty("vector", choice -> assertThat(choice.choose()).isSameAs(FAST), works);
    withProperty(
        "portable", choice -> assertThat(choice.choose().id()).isEqualTo("portable"), works);
    withProperty("reference", choice -> assertThat(choice.choose().id()).isEqualTo("reference"));
  }

  @Test
  void saysWhatIsWrongWithTheProperty() {
    withProperty(
        "quantum",
        choice ->
            assertThatThrownBy(choice::choose)
                .isInstanceOf(CotangentException.class)
                .hasMessageContainingAll(
                    "-Dcotangent.kernels=quantum", "portable", "reference", "vector"),
        new Provider(""));
    withProperty(
        "vector",
        choice ->
            assertThatThrownBy(choice::choose)
                .isInstanceOf(CotangentException.class)
                .hasMessageContainingAll("-Dcotangent.kernels=vector", "the moon is full"),
        new Provider("the moon is full"));
  }

  @Test
  void givesASetByItsId() {
    try (Registry registry = Registry.discover(Registry.class.getClassLoader())) {
      assertThat(registry.kernels("portable").id()).isEqualTo("portable");
      assertThat(registry.kernels("reference").id()).isEqualTo("reference");
      assertThat(registry.kernelSets()).contains("portable", "reference").isSorted();
      assertThatThrownBy(() -> registry.kernels("quantum"))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("'quantum'");
    }
  }

  private static void withProperty(
      String value, Consumer<KernelChoice> test, Provider... providers) {
    Catalogue<KernelsProvider> catalogue = new Catalogue<>(PluginKind.KERNELS);
    for (Provider provider : providers) {
      catalogue.add(
          provider,
          new RegistryEntry(PluginKind.KERNELS, provider.id(), "a class", "a jar"),
          false);
    }
    String before = System.getProperty(KernelChoice.PROPERTY, "");
    System.setProperty(KernelChoice.PROPERTY, value);
    try {
      test.accept(new KernelChoice(OnDemand.of(catalogue)));
    } finally {
      System.setProperty(KernelChoice.PROPERTY, before);
    }
  }
}
