package dev.cotangent.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of(
          "adam",
          "adamax",
          "adamw",
          "batch_norm",
          "cross_entropy",
          "elu",
          "gelu",
          "leaky_relu",
          "mae",
          "mse",
          "relu",
          "relu6",
          "rmsprop",
          "selu",
          "sgd",
          "sigmoid",
          "silu",
          "tanh");

  @ParameterizedTest
  @CsvSource({
    "rleu, relu",
    "rel, relu",
    "RELU, relu",
    "LeakyReLU, leaky_relu",
    "leaky-relu, leaky_relu",
    "sigmiod, sigmoid",
    "crossentropy, cross_entropy",
    "batchnorm1d, batch_norm",
    "adamm, adam",
    "tahn, tanh",
    "sdg, sgd"
  })
  void aTypingErrorIsRecognized(String name, String meant) {
    assertThat(Nearest.to(name, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xyz", "wibble", "transformer", "convolution"})
  void nothingIsSuggestedForAnotherWord(String name) {
    assertThat(Nearest.to(name, KNOWN)).isEmpty();
    assertThat(Nearest.hint(name, KNOWN)).isEmpty();
  }

  @Test
  void theFirstOfEquallyNearNamesIsSuggested() {
    assertThat(Nearest.to("melu", List.of("selu", "gelu"))).contains("selu");
  }

  @Test
  void aHintIsPartOfASentence() {
    assertThat(Nearest.hint("rleu", KNOWN)).isEqualTo("; did you mean 'relu'?");
  }

  @Test
  void veryLongNamesCostNothing() {
    String name = "relu".repeat(1_000_000);
    assertThat(Nearest.to(name, List.of(name + "x"))).isEmpty();
    assertThat(Nearest.to("relu", List.of(name, "elu"))).contains("elu");
  }
}
