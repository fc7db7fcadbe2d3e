package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever an id can be mistyped, the error suggests the one that was meant. */
class NearestIdTest {

  @ParameterizedTest
  @CsvSource({
    "train --data builtin:iris --activation rleu, relu",
    "train --data builtin:iris --activation LeakyReLU, leaky_relu",
    "train --data builtin:iris --optimizer adamm, adam",
    "train --data builtin:iris --optimizer adam:beta3=0.5, beta1",
    "train --data builtin:iris --schedule cosinee, cosine",
    "train --data builtin:iris --schedule warmupcosine, warmup_cosine",
    "train --data builtin:iris --loss crossentropy, cross_entropy",
    "train --data builtin:iris --metric acuracy, accuracy",
    "train --data builtin:iris --normalize zscores, zscore",
    "train --data builtin:iris --task clasification, classification",
    "train --data builtin:iris --unknown ignor, ignore",
    "train --data builtin:digit, digits",
    "graph --example sigmiod --out x.svg, sigmoid",
    "plugins relux, relu",
    "gradcheck tahn, tanh",
    "bench W22, W2"
  })
  void theNearestIdIsSuggested(String command, String meant) {
    Cli.Result result = Cli.run(command.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("did you mean '" + meant + "'?");
  }
}
