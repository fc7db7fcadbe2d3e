package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of one file, without {@code META-INF/services}, trains a model with a layer, an
 * activation and a loss of its own, saves and loads it, and resumes the training.
 */
class OneFileProgramTest {

  /** The types of ours that the program imports. */
  private static final List<Class<?>> IMPORTED =
      List.of(
          Shape.class,
          Tensor.class,
          Loss.class,
          Model.class,
          Registry.class,
          Activation.class,
          Attributes.class,
          ForwardContext.class,
          Layer.class,
          LayerSpec.class,
          Scope.class,
          Activate.class,
          Dense.class,
          Sequential.class,
          Adam.class,
          Checkpoint.class,
          Dataset.class,
          Trainer.class);

  private static final String PROGRAM =
      """
      import java.nio.file.Path;
      import java.util.Arrays;

      public class Mine {
        record Scale(double by) implements LayerSpec {
          public String id() { return "scale"; }
          public Attributes attributes() { return Attributes.none().with("by", by); }
          public Scale with(Attributes a) { return new Scale(a.number("by", by)); }
          public Layer build(Shape input, Scope scope) {
            return new Layer() {
              public Shape outputShape() { return input; }
              public Tensor forward(Tensor x, ForwardContext context) { return x.mul(by); }
            };
          }
        }

        record Bent() implements Activation {
          public String id() { return "bent"; }
          public Tensor apply(Tensor x) { return x.div(x.square().add(1)); }
        }

        static final Registry MINE =
            Registry.standard().with(new Scale(1)).with(new Bent()).with(Loss.elementwise(
                "pinball", (p, t) -> t.sub(p).mul(0.9).maximum(t.sub(p).mul(-0.1))));

        static Model model() {
          return Sequential.of(Dense.of(4), new Scale(0.5), Activate.with(new Bent()), Dense.of(1))
              .build(Shape.of(1), 7, MINE);
        }

        static Trainer trainer(Model model) {
          return Trainer.of(model).loss(MINE.loss("pinball")).optimizer(Adam.of(0.01)).workers(1);
        }

        public static void main(String[] files) throws Exception {
          Dataset data = Dataset.regression(
              Shape.of(1), new float[] {0, 1, 2, 3}, Shape.of(1), new float[] {0, 1, 4, 9});
          Model straight = model();
          trainer(straight).fit(data, 4);
          trainer(model()).checkpoint(Path.of(files[1]), 1).fit(data, 2);
          Model resumed = model();
          trainer(resumed).resume(Checkpoint.read(Path.of(files[1]))).fit(data, 4);
          resumed.save(Path.of(files[0]));
          Model loaded = Model.load(Path.of(files[0]), MINE);
          float[] x = {1.5f};
          if (!Arrays.equals(straight.predictor().predict(x), loaded.predictor().predict(x))) {
            throw new AssertionError("other bits");
          }
        }
      }
      """;

  @Test
  void savesAndLoadsWhatItRegistersInCode(@TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    Path source = folder.resolve("Mine.java");
    String imports =
        IMPORTED.stream()
            .map(type -> "import " + type.getName() + ";\n")
            .collect(Collectors.joining());
    Files.writeString(source, imports + PROGRAM);
    String path = System.getProperty("java.class.path");
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(System.out, System.err, "-proc:none", "-d", "" + folder, "-cp", path, "" + source);
    assertThat(code).isZero();
    Path model = folder.resolve("model.safetensors");
    String[] files = {model.toString(), folder.resolve("training.checkpoint").toString()};
    ClassLoader own = getClass().getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, own)) {
      loader.loadClass("Mine").getMethod("main", String[].class).invoke(null, (Object) files);
    }
    assertThat(model).isNotEmptyFile();
  }
}
