package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --optimizer ema} judges and saves averages of the weights. */
class AveragedModelTest {

  private static final String WEIGHT = "models.0/1.weight";
  private static final String DIFFERENCE = "optimizers.0.2/1.weight";

  @TempDir private Path folder = Path.of("");

  private String train(String out, String optimizer, String epochs) {
    List<String> words = new ArrayList<>(List.of("train", "--data=builtin:iris", "--layers=4"));
    words.addAll(List.of("--epochs", epochs, "--optimizer", optimizer));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    return Cli.succeed(words.toArray(String[]::new));
  }

  private SafetensorsFile checkpoint(String out) throws IOException {
    return Safetensors.read(folder.resolve(out).resolve(Outputs.CHECKPOINT_FILE));
  }

  private Model model(String out) throws IOException {
    return Model.load(folder.resolve(out).resolve(Outputs.MODEL_FILE), Registry.standard());
  }

  private static String line(String name, String output) {
    return output.lines().filter(line -> line.startsWith(name)).findFirst().orElse("");
  }

  @Test
  void theModelFileHoldsAveragesAndTheCheckpointBoth() throws IOException {
    String averaged = train("averaged", "ema:of=adam,decay=0.9", "4");
    String plain = train("plain", "adam", "4");
    assertThat(line("weights", averaged)).endsWith("averaged by ema");
    assertThat(line("weights", plain)).isEmpty();
    assertThat(line("sha256", averaged))
        .endsWith(model("averaged").store().sha256())
        .isNotEqualTo(line("sha256", plain));
    float[] weights = checkpoint("averaged").tensor(WEIGHT).floats();
    assertThat(weights).isEqualTo(checkpoint("plain").tensor(WEIGHT).floats());
    float[] sum = checkpoint("averaged").tensor(DIFFERENCE).floats();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weights[i];
    }
    Model saved = model("averaged");
    assertThat(saved.store().read(saved.parameter("1.weight"))).isEqualTo(sum);
  }

  @Test
  void aRunThatGoesOnEndsWithTheSameAverages() {
    train("run", "ema:decay=0.5", "3");
    String resumed =
        Cli.succeed("train", "--resume", folder.resolve("run").toString(), "--epochs=5");
    String straight = train("straight", "ema:decay=0.5", "5");
    for (String row : List.of("train", "validation", "test", "sha256")) {
      assertThat(line(row, resumed)).isEqualTo(line(row, straight)).isNotEmpty();
    }
  }
}
