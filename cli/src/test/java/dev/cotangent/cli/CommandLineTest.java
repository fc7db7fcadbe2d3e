package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, unknown words, and output that cannot be written. */
class CommandLineTest {

  @Test
  void helpIsACommandToo() {
    assertThat(Cli.succeed("help")).isEqualTo(Cli.succeed("-h")).contains("Getting started:");
    assertThat(Cli.succeed("help", "train")).isEqualTo(Cli.succeed("train", "--help"));
    assertThat(Cli.succeed("help", "bench")).isEqualTo(Cli.succeed("bench", "-h"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian --data x             | unknown command 'trian'; did you mean 'train'?",
        "benhc                      | unknown command 'benhc'; did you mean 'bench'?",
        "fit                        | unknown command 'fit'; expected one of train, evaluate,",
        "train --data x --epoch 3   | cotangent train: unknown option '--epoch'; did you mean",
        "train --data x --wibble    | unknown option '--wibble'; see cotangent train --help",
        "summary --model a b        | cotangent summary: unexpected argument 'b'; see cotangent summary"
      })
  void whatIsUnknownIsNamed(String line, String message) {
    Cli.Result result = Cli.run(line.split(" +"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("cotangent: ").hasLineCount(1);
    assertThat(result.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help", "help", "plugins relu", "bench --help"})
  void outputThatIsLostIsAnError(String line) {
    StringBuilder errors = new StringBuilder();
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            });
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            errors.append(text);
          }
        };
    assertThat(Main.run(line.split(" "), full, err)).isEqualTo(1);
    assertThat(errors).contains("standard output cannot be written");
  }
}
