package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

  private final String kept;

  ResumeTest(@TempDir Path folder) {
    this.kept = folder.resolve("run").toString();
  }

  @Test
  void aRunThatGoesOnEndsLikeALongerOne() {
    String[] eight = {"train", "--data", "builtin:iris", "--epochs", "8", "--dropout", "0.2"};
    String straight = sha256(Cli.succeed(eight));
    Cli.succeed(
        "train",
        "--data=builtin:iris",
        "--epochs=4",
        "--dropout=0.2",
        "--out",
        kept,
        "--checkpoint-every",
        "3");
    String resumed = Cli.succeed("train", "--resume", kept, "--epochs", "8", "--workers", "1");
    assertThat(resumed).contains("Epoch 5/8").doesNotContain("Epoch 4/8");
    assertThat(sha256(resumed)).isEqualTo(straight);
    assertThat(Cli.run("train", "--resume", kept).err()).contains("8 epochs are already done");
    assertThat(Cli.succeed("train", "--resume", kept, "--epochs", "9")).contains("Epoch 9/9");
  }

  @Test
  void aScheduleHasToBeExtended() {
    Cli.succeed(
        "train", "--data", "builtin:iris", "--epochs", "2", "--schedule", "cosine", "--out", kept);
    Cli.Result refused = Cli.run("train", "--resume", kept, "--epochs", "4");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("planned for", "extend");
    assertThat(Cli.succeed("train", "--resume", kept, "--epochs", "4", "--extend"))
        .contains("Epoch 4/4");
  }

  @Test
  void sayWhatIsWrong() {
    assertThat(Cli.run("train", "--resume", kept).err()).contains("--resume", "there is no");
    assertThat(Cli.run("train", "--resume", kept, "--batch", "3").err())
        .contains("--batch cannot change");
    assertThat(Cli.run("train", "--data", "builtin:iris", "--extend").err()).contains("--resume");
    assertThat(Cli.run("train", "--data", "builtin:iris", "--checkpoint-every", "2").err())
        .contains("--checkpoint-every needs --out");
    assertThat(Cli.run("train", "--layers", "3").err()).contains("--data");
  }

  private static String sha256(String output) {
    return output.lines().filter(line -> line.startsWith("sha256")).findFirst().orElseThrow();
  }
}
