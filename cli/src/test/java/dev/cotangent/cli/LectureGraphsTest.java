package dev.cotangent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every number in the lecture's pictures, derived by hand. */
class LectureGraphsTest {

  @Test
  void chain() {
    check(
        ExampleGraphs.CHAIN,
        List.of("−2", "5", "3", "−4", "−12"),
        List.of("−4", "−4", "−4", "3", "1"));
  }

  /** 1/(1 + e⁻¹) = 0.731, and its derivative by the sum is 0.731·(1 − 0.731) = 0.197. */
  @Test
  void sigmoidInSteps() {
    check(
        ExampleGraphs.SIGMOID,
        List.of(
            "2", "−1", "−2", "−3", "−2", "6", "4", "−3", "1", "−1", "0.368", "1", "1.368", "0.731"),
        List.of(
            "1", "−0.534", "−0.534", "−0.534", "−0.197", "0.197", "0.197", "0.197", "0.197",
            "0.197", "−0.393", "−0.59", "−0.197", "0.393"));
  }

  @Test
  void sigmoidAsOneGate() {
    check(
        ExampleGraphs.SIGMOID_GATE,
        List.of("2", "−1", "−2", "−3", "−2", "6", "4", "−3", "1", "0.731"),
        List.of(
            "1", "0.197", "0.197", "0.197", "0.197", "0.197", "−0.393", "−0.59", "−0.197",
            "0.393"));
  }

  /** x = 3, y = 2: the product sends y back to x, the square 2x, together 8. */
  @Test
  void fanOut() {
    check(
        ExampleGraphs.FAN_OUT,
        List.of("3", "3", "2", "6", "9", "15"),
        List.of("2", "3", "6", "Σ 8", "1", "1", "1"));
  }

  /** By q: 2q; by W: 2q·xᵀ; by x: Wᵀ·2q. */
  @Test
  void norm() {
    check(
        ExampleGraphs.NORM,
        List.of("[0.1 0.5; −0.3 0.8]", "[0.2; 0.4]", "[0.22; 0.26]", "[0.0484; 0.0676]", "0.116"),
        List.of("[0.088 0.176; 0.104 0.208]", "[−0.112; 0.636]", "[0.44; 0.52]", "[1; 1]", "1"));
  }

  /** By Z: 1 where it is positive, D; by b: the columns of D summed; by W: Xᵀ·D; by X: D·Wᵀ. */
  @Test
  void batch() {
    check(
        ExampleGraphs.BATCH,
        List.of(
            "[1 2; 3 −1; 0 1]",
            "[1 −1; 0.5 2]",
            "[2 3; 2.5 −5; 0.5 2]",
            "[0.5 −1]",
            "[2.5 2; 3 −6; 1 1]",
            "[2.5 2; 3 0; 1 1]",
            "9.5"),
        List.of(
            "[0 2.5; 1 0.5; 0 2.5]",
            "[4 1; 2 3]",
            "[1 1; 1 0; 1 1]",
            "[3 2]",
            "[1 1; 1 0; 1 1]",
            "[1 1; 1 1; 1 1]",
            "1"));
  }

  /** By z: p less 1 at the class; by s = 188.737: 1/s, which its three terms get too. */
  @Test
  void softmax() {
    check(
        ExampleGraphs.SOFTMAX,
        List.of(
            "[3.2 5.1 −1.7]",
            "[24.533 164.022 0.183]",
            "[24.533 164.022 0.183]",
            "188.737",
            "[0.13 0.869 9.68e−04]",
            "0.13",
            "−2.04",
            "2.04"),
        List.of(
            "[−0.87 0.869 9.68e−04]",
            "[0.0053 0.0053 0.0053]",
            "[−0.0408 0 0]",
            "Σ [−0.0355 0.0053 0.0053]",
            "0.0053",
            "[−7.693 0 0]",
            "−7.693",
            "−1",
            "1"));
  }

  private static void check(ExampleGraphs example, List<String> values, List<String> gradients) {
    String svg = example.picture().withGradients().toSvg();
    assertThat(texts(svg, "value")).containsExactlyInAnyOrderElementsOf(values);
    assertThat(texts(svg, "gradient")).containsExactlyInAnyOrderElementsOf(gradients);
  }

  private static List<String> texts(String svg, String style) {
    return Pattern.compile("<text class=\"" + style + "[^>]*>([^<]*)</text>")
        .matcher(svg)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
