package dev.cotangent.bed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Trains, saves, loads and predicts with the plugins of {@code src/test/languages}. */
public final class PluginProgram {

  private static final int ROWS = 1_000;

  private PluginProgram() {}

  /**
   * Prints the sha256 of 1,000 predictions.
   *
   * @param args the folder for the model's file
   */
  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    Registry registry = Registry.standard();
    registry.problems().forEach(System.out::println);
    Dataset digits = BuiltinData.digits().withNumbersForClasses(Shape.of(1));
    Model model = model(registry);
    Loss loss = registry.loss("soft").with(Attributes.none().with("delta", 0.5));
    Trainer.of(model).loss(loss).optimizer(Adam.of(0.01)).workers(2).fit(digits, 2);
    Path file = Files.createDirectories(Path.of(args[0])).resolve("plugins.safetensors");
    model.save(file);
    System.out.println(hash(Model.load(file, registry).predictor(), digits));
  }

  private static Model model(Registry registry) {
    LayerSpec bottleneck =
        registry
            .layer("bottleneck")
            .with(Attributes.none().with("rank", 3).with("activation", "bend"));
    return Sequential.of(
            Dense.of(16),
            Activate.with("swash", Attributes.none().with("beta", 1.25)),
            bottleneck,
            Activate.with("bend"),
            Dense.of(1))
        .build(Shape.of(64), 7, registry);
  }

  private static String hash(Predictor predictor, Dataset data) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int row = 0; row < ROWS; row++) {
      float prediction = predictor.predict(data.features(row))[0];
      digest.update(Integer.toHexString(Float.floatToIntBits(prediction)).getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
