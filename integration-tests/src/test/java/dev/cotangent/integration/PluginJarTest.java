package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.testkit.ContractReport;
import dev.cotangent.testkit.Contracts;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.source.Synthetic;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host can load, use and close plugins repeatedly. */
class PluginJarTest {

  private static final int TIMES = 200;
  private static final int COLLECTIONS = 50;

  private final Path jar;

  PluginJarTest(@TempDir Path folder) throws IOException {
    jar = PluginJar.swish(folder);
  }

  @Test
  void noClassLoaderIsLeftBehind() throws InterruptedException {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      loaders.add(new WeakReference<>(loadTrainAndClose(i)));
    }
    assertThat(loaders.stream().distinct()).hasSize(TIMES);
    for (int i = 0; i < COLLECTIONS && left(loaders) > 0; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(left(loaders)).isZero();
  }

  @Test
  void aPluginOfAJarKeepsItsContract() {
    ClassLoader parent = PluginJarTest.class.getClassLoader();
    try (Registry registry = Registry.discover(parent, List.of(jar))) {
      List<ContractReport> reports =
          registry.entries().stream()
              .filter(entry -> entry.id().equals("swish"))
              .flatMap(entry -> Contracts.report(entry, registry, 0).stream())
              .toList();
      assertThat(reports).hasSize(1);
      assertThat(reports.get(0).failures()).as(reports.get(0).toString()).isEmpty();
      assertThat(reports.get(0).results()).hasSize(21);
    }
  }

  private static long left(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }

  private ClassLoader loadTrainAndClose(int seed) {
    ClassLoader parent = PluginJarTest.class.getClassLoader();
    try (Registry registry = Registry.discover(parent, List.of(jar))) {
      Activation swish = registry.activation("swish");
      Model model =
          Sequential.of(Dense.of(4), Activate.with("swish"), Dense.of(2))
              .build(Shape.of(2), seed, registry);
      Trainer.of(model)
          .loss(CrossEntropy.ofClassIndices())
          .optimizer(Adam.of(0.01))
          .batch(16)
          .workers(2)
          .fit(Synthetic.moons(32, 0.1, seed), 1);
      float[] logits = model.predictor().predict(new float[] {0.5f, 0.5f});
      assertThat(logits).hasSize(2);
      return swish.getClass().getClassLoader();
    }
  }
}
