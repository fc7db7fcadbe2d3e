package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mean over tokens, whose mask is an input that may be left out. */
class MeanPoolTest {

  private static final float NAN = Float.NaN;
  private static final Shape WORDS = Shape.of(3, 2);

  private static Model masked(DType dtype) {
    return Model.build(new MeanPool(), Signature.of("x", WORDS).and("mask", dtype, Shape.of(3)), 7);
  }

  @Test
  void theMeanOfAllTokens() {
    Model model = Model.build(new MeanPool(), WORDS, 7);
    assertThat(model.outputShape()).isEqualTo(Shape.of(2));
    assertThat(model.predictor().predict(new float[] {1, 2, 3, 4, 8, 9})).containsExactly(4, 5);
  }

  @Test
  void paddingIsLeftOutWhateverItHolds() {
    float[] x = {1, 2, NAN, NAN, 3, 6, 5, 5, 5, 5, 5, 5};
    Map<String, float[]> y =
        masked(DType.I32).predictor().predict(Map.of("x", x, "mask", new int[] {1, 0, 7, 0, 0, 0}));
    assertThat(y.get("output")).containsExactly(2, 4, 0, 0);
  }

  /** Tokens and a class, with the mask or without. */
  private static Graph topic(boolean mask) {
    return Graph.of(
        g -> {
          GraphNode words = g.apply("words", Embedding.of(9, 4), g.input("tokens"));
          GraphNode mean =
              mask
                  ? g.apply("mean", new MeanPool(), words, g.input("mask"))
                  : g.apply("mean", new MeanPool(), words);
          g.output("topic", g.apply("head", Dense.of(2), mean));
        });
  }

  private static Signature tokens(int length) {
    return Signature.of("tokens", DType.I32, Shape.of(length));
  }

  private static Signature withMask(int length) {
    return tokens(length).and("mask", DType.I32, Shape.of(length));
  }

  @Test
  void aGraphWiresTheMaskOrLeavesItOut(@TempDir Path folder) throws IOException {
    Model model = topic(true).build(withMask(4), 7);
    Path file = folder.resolve("m.safetensors");
    model.save(file);
    Model loaded = Model.load(file, Registry.standard());
    assertThat(loaded.spec()).isEqualTo(topic(true));
    Map<String, int[]> padded =
        Map.of("tokens", new int[] {3, 5, 8, 8}, "mask", new int[] {1, 1, 0, 0});
    float[] expected = loaded.predictor().predict(padded).get("topic");

    Model bare = model.sharing(topic(false), tokens(2)); // the same weights, no padding
    assertThat(bare.predictor().predict(Map.of("tokens", new int[] {3, 5})).get("topic"))
        .containsExactly(expected);
    Path plain = folder.resolve("plain.safetensors");
    bare.save(plain);
    assertThat(Model.load(plain, Registry.standard()).inputs()).isEqualTo(tokens(2));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    refuse(
        new MeanPool(),
        Signature.of("mask", DType.I32, Shape.of(3)),
        "expected x F32[t, ..] with at least one token");
    refuse(
        new MeanPool(),
        Signature.of("x", Shape.of(3)),
        "expected x F32[t, ..] with at least one token");
    refuse(
        new MeanPool(),
        Signature.of("x", WORDS).and("mask", DType.I32, Shape.of(2)),
        "x F32[3, 2], mask I32[2], expected a mask I32[3] or BOOL[3]");
    refuse(
        topic(true),
        tokens(3).and("mask", Shape.of(3)),
        "mean_pool 'mean': x F32[3, 4], mask F32[3], expected a mask I32[3] or BOOL[3]");
    refuse(
        new MeanPool(),
        Signature.of("x", WORDS).and("mast", DType.I32, Shape.of(3)),
        "no input 'mast', expected [x, mask]; did you mean 'mask'?");
  }

  private static void refuse(LayerSpec spec, Signature inputs, String reason) {
    assertThatThrownBy(() -> Model.build(spec, inputs, 7)).hasMessageContaining(reason);
  }
}
