package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors find the plugins of the application's jars, as those of {@code --jars}. */
class PluginJarsTest {

  private final Path folder;

  PluginJarsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void executorsPredictWithAPluginOfAJar() throws IOException {
    Path jar = jar();
    String jars = String.join(",", TestJars.all()) + "," + jar;
    URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader); // as spark-submit does for a driver
    try (loader;
        LocalCluster cluster = LocalCluster.executors(2, 1, Map.of("spark.jars", jars))) {
      assertBits(network(loader), PredictionTable.vectors(cluster.session()));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Model network(ClassLoader loader) {
    Registry registry = Registry.discover(loader);
    return Model.build(
        Sequential.of(Dense.of(4), Activate.with("halved"), Dense.of(1)),
        Shape.of(PredictionTable.WIDTH),
        3,
        registry);
  }

  private static void assertBits(Model network, Dataset<Row> data) {
    float[] expected = network.predictor().predict(PredictionTable.SAMPLES);
    Dataset<Row> predicted = CotangentRegressionModel.of(network).transform(data);
    List<Double> found = PredictionTable.values(predicted, "prediction");
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i)).isEqualTo(expected[i]);
    }
  }

  private Path jar() throws IOException {
    Path classes = folder.resolve("classes");
    Path service = classes.resolve("META-INF/services/" + Activation.class.getName());
    Files.createDirectories(service.getParent());
    Files.writeString(service, "demo.Halved\n");
    Path source = folder.resolve("Halved.java");
    Files.writeString(
        source,
        """
        package demo;
        import dev.cotangent.core.graph.Tensor;
        public class Halved implements dev.cotangent.core.spi.Activation {
          public String id() { return "halved"; }
          public Tensor apply(Tensor x) { return x.mul(0.5); }
        }
        """);
    String path = System.getProperty("java.class.path");
    run("javac", "-proc:none", "-cp", path, "-d", classes.toString(), source.toString());
    Path jar = folder.resolve("halved.jar");
    run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    return jar;
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    assertThat(code).isZero();
  }
}
