package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cotangent.core.kernel.KernelsProvider;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The lines that a program with Cotangent in it finds in its log. */
class LogLinesTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));
  private static final int ROUNDS = 10;
  private static final int EPOCHS = 3;

  private static final Pattern LOGGER =
      Pattern.compile("LoggerFactory\\.getLogger\\((\\w+)\\.class\\)");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.cotangent");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Level level = logger.getLevel();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
    logger.setLevel(level);
    logger.setAdditive(true);
  }

  @Test
  void aServiceThatReloadsItsModelIsTerse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    for (int round = 0; round < ROUNDS; round++) {
      Registry registry = Registry.discover(new WithoutVectorKernels());
      assertThat(registry.kernels().id()).isEqualTo("portable");
      train(registry, file);
      Predictor predictor = Model.load(file, registry).predictor();
      for (int i = 0; i < 1_000; i++) {
        predictor.predict(new float[4]);
      }
      registry.close();
    }
    assertThat(at(Level.WARN)).isEmpty();
    assertThat(at(Level.ERROR)).isEmpty();
    assertThat(at(Level.INFO)).hasSizeLessThan(2).allMatch(line -> line.contains("kernels"));
    assertThat(at(Level.DEBUG)).hasSize(ROUNDS * (1 + EPOCHS));
  }

  private static void train(Registry registry, Path file) throws IOException {
    Dataset data = BuiltinData.iris();
    Model model = Model.build(Sequential.of(Dense.of(3)), data.sampleShape(), 1, registry);
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .batch(10)
        .fit(data, EPOCHS);
    model.save(file);
  }

  private List<String> at(Level wanted) {
    return lines.list.stream()
        .filter(line -> line.getLevel() == wanted)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** All but the kernels that would need no explanation. */
  private static final class WithoutVectorKernels extends ClassLoader {

    WithoutVectorKernels() {
      super(LogLinesTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith(KernelsProvider.class.getName())
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }

  @Test
  void thePageNamesEveryLogger() throws IOException {
    String page = Files.readString(REPOSITORY.resolve("docs/watching.md"));
    List<String> loggers = new ArrayList<>();
    for (String module : List.of("core", "parallel", "training", "layers", "optim", "guice")) {
      for (Path source : sources(module)) {
        String text = Files.readString(source);
        LOGGER.matcher(text).results().forEach(found -> loggers.add(name(text, found.group(1))));
        assertThat(text).doesNotContain("LOG.error");
      }
    }
    assertThat(loggers).hasSizeGreaterThan(10).allMatch(name -> page.contains("| `." + name + "`"));
  }

  private static List<Path> sources(String module) throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve(module + "/src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** The name of a class in a source, after the prefix of all. */
  private static String name(String source, String type) {
    Pattern imported = Pattern.compile("import dev\\.cotangent\\.([\\w.]+\\." + type + ");");
    Pattern own = Pattern.compile("package dev\\.cotangent\\.([\\w.]+);");
    return Stream.concat(
            imported.matcher(source).results().map(found -> found.group(1)),
            own.matcher(source).results().map(found -> found.group(1) + "." + type))
        .findFirst()
        .orElseThrow();
  }
}
