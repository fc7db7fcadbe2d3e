package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.Fixtures;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Normalisation: what is fitted, what it does, and that it travels with the model. */
class NormalizerTest {

  private static final Offset<Float> CLOSE = within(1e-6f);

  /** Columns: 1, 3, 5; a constant; one with values that are not finite; only such values. */
  private static final float[] FEATURES = {
    1, 7, Float.NaN, Float.NaN,
    3, 7, 2, Float.POSITIVE_INFINITY,
    5, 7, 6, Float.NaN
  };

  private final Dataset data =
      Dataset.classification(Shape.of(4), FEATURES, new int[] {0, 1, 0}, 2);

  private Model model(Normalize.Kind kind) {
    return Sequential.of(Normalizer.fit(data, kind)).build(Shape.of(4), 1, Fixtures.REGISTRY);
  }

  private static float[] apply(Model model) {
    return model.predictor(Fixtures.portable()).predict(new float[] {5, 8, 6, 3});
  }

  @Test
  void zscore() {
    Model model = model(Normalize.Kind.ZSCORE);
    float deviation = (float) Math.sqrt(8 / 3.0);
    assertThat(values(model, "mean")).containsExactly(3, 7, 4, 0);
    assertThat(values(model, "scale")).containsExactly(new float[] {deviation, 1, 2, 1}, CLOSE);
    assertThat(apply(model)).containsExactly(new float[] {2 / deviation, 1, 1, 3}, CLOSE);
  }

  @Test
  void minmax() {
    Model model = model(Normalize.Kind.MINMAX);
    assertThat(values(model, "mean")).containsExactly(1, 7, 2, 0);
    assertThat(values(model, "scale")).containsExactly(4, 1, 4, 1);
    assertThat(apply(model)).containsExactly(1, 1, 1, 3);
  }

  @Test
  void none() {
    Model model = model(Normalize.Kind.NONE);
    assertThat(model.parameters()).isEmpty();
    assertThat(apply(model)).containsExactly(5, 8, 6, 3);
  }

  private static float[] values(Model model, String state) {
    return model.store().read(model.parameter("0." + state));
  }

  @Test
  void travelsWithTheModelAndIsNotTrained(@TempDir Path directory) throws IOException {
    Dataset blobs = Fixtures.blobs(50, 1);
    Model model =
        Sequential.of(Normalizer.fit(blobs, Normalize.Kind.ZSCORE), Dense.of(Fixtures.CLASSES))
            .build(Shape.of(Fixtures.FEATURES), 1, Fixtures.REGISTRY);
    float[] before = values(model, "scale");
    Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Sgd.of(0.1))
        .workers(Workers.serial())
        .fit(blobs, 2);
    assertThat(values(model, "scale")).isEqualTo(before);
    Path file = directory.resolve("model.safetensors");
    model.save(file);
    Model loaded = Model.load(file, Fixtures.REGISTRY);
    assertThat(loaded.store().sha256()).isEqualTo(model.store().sha256());
    assertThat(loaded.predictor().predict(blobs.features(3)))
        .isEqualTo(model.predictor().predict(blobs.features(3)));
  }

  @Test
  void isFoundByItsId() {
    Normalize found = (Normalize) Fixtures.REGISTRY.layer("normalize");
    assertThat(found).isEqualTo(new Normalize());
    assertThat(found.with(Attributes.none().with("kind", "minmax")).kind())
        .isEqualTo(Normalize.Kind.MINMAX);
    assertThatThrownBy(() -> found.with(Attributes.none().with("kind", "log")))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("unknown kind 'log', expected one of [zscore, minmax, none]");
  }

  @Test
  void fitsAnInputWithTheDefaultNameOfSamples() {
    Dataset alone =
        Dataset.of(NumberTargets.of(1, 2)).withInput("features", Shape.of(1), new float[] {2, 4});
    LayerSpec fitted = Normalizer.fit(alone, "features", Normalize.Kind.MINMAX);
    Model model = Model.build(fitted, Shape.of(1), 1);
    assertThat(model.predictor().predict(new float[] {3})).containsExactly(0.5f);
  }

  @Test
  void whatDoesNotFit() {
    assertThatThrownBy(() -> Normalizer.fit(data.subset(), Normalize.Kind.ZSCORE))
        .isInstanceOf(CotangentException.class);
    assertThatThrownBy(
            () -> Model.build(Normalizer.fit(data, Normalize.Kind.ZSCORE), Shape.of(3), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("samples [3], expected [4] as in fitting");
  }
}
