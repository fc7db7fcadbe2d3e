package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
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
import dev.cotangent.layers.Lambda;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of one's own: that a model cannot be saved is said at the start, and what to do. */
class SaveOwnLayerTest {

  private static final Dataset BLOBS = Fixtures.blobs(20, 1);

  /** y = 2 · x. */
  public record Twice() implements LayerSpec {

    @Override
    public String id() {
      return "twice";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public Twice with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      return new Layer() {
        @Override
        public Shape outputShape() {
          return input;
        }

        @Override
        public Tensor forward(Tensor x, ForwardContext context) {
          return x.mul(2);
        }
      };
    }
  }

  /** Has the id of another layer. */
  record FalseDense() implements LayerSpec {

    @Override
    public String id() {
      return "dense";
    }

    @Override
    public Attributes attributes() {
      return Dense.of(3).attributes();
    }

    @Override
    public FalseDense with(Attributes attributes) {
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      return Dense.of(3).build(input, scope);
    }
  }

  /** y = x². */
  record Squared() implements Activation {

    @Override
    public String id() {
      return "squared";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.square();
    }
  }

  private static Model model(Registry registry, LayerSpec layer) {
    return Sequential.of(Dense.of(3), new Residual(layer), Dense.of(3))
        .build(Shape.of(10), 7, registry);
  }

  @Test
  void theStartOfATrainingSaysThatItsModelCannotBeSaved(@TempDir Path folder) {
    List<Integer> epochs = new ArrayList<>();
    Path file = folder.resolve("best.safetensors");
    Trainer trainer =
        Trainer.of(model(Fixtures.REGISTRY, new Twice()))
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Sgd.of(0.1))
            .workers(1)
            .validation(BLOBS)
            .callbacks(EpochListener.of(epoch -> epochs.add(epoch.epoch())), BestModel.to(file));
    assertThatThrownBy(() -> trainer.fit(BLOBS, 2))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "the model cannot be saved: layer 'twice' ("
                + Twice.class.getName()
                + ") is not in the registry, expected one that can be loaded; add the line "
                + Twice.class.getName()
                + " to META-INF/services/dev.cotangent.core.spi.LayerSpec, or build and load the"
                + " model with Registry.standard().with(new Twice(...))");
    assertThat(epochs).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aLayerThatIsRegisteredInCodeIsSavedAndLoaded(@TempDir Path folder) throws IOException {
    Registry registry = Registry.standard().with(new Twice()).with(new Squared());
    Model model =
        Sequential.of(Dense.of(3), new Twice(), Activate.with("squared"))
            .build(Shape.of(10), 7, registry);
    Path file = folder.resolve("model.safetensors");
    model.save(file);
    float[] row = new float[10];
    row[3] = 1;
    assertThat(Model.load(file, registry).predictor().predict(row))
        .isEqualTo(model.predictor().predict(row));
    assertThatThrownBy(() -> Model.load(file, Registry.standard()))
        .hasMessageContaining("unknown layer 'twice'");
    assertThat(registry.layers()).contains("twice", "dense");
    assertThat(Registry.standard().layers()).doesNotContain("twice");
  }

  @Test
  void oneLambdaCanBeRegisteredAndNoOtherIsTakenForIt(@TempDir Path folder) throws IOException {
    Lambda half = Lambda.of("half", x -> x.mul(0.5));
    Registry registry = Registry.standard().with(half);
    Path file = folder.resolve("model.safetensors");
    model(registry, half).save(file);
    assertThat(Model.load(file, registry).spec()).isEqualTo(model(registry, half).spec());
    Registry other = Registry.standard().with(Lambda.of("third", x -> x.div(3)));
    assertThatThrownBy(() -> Model.load(file, other))
        .hasMessageContainingAll("lambda", "'third'", "'half'");
    assertThatThrownBy(() -> model(other, half).checkSavable())
        .hasMessageContainingAll("the model cannot be saved", "'third'", "'half'");
    assertThatThrownBy(() -> model(Fixtures.REGISTRY, half).save(file))
        .hasMessageContainingAll(
            "the model cannot be saved",
            "layer 'lambda' (dev.cotangent.layers.Lambda) is not in the registry",
            "Registry.standard().with(Lambda.of(...))");
    assertThat(Files.size(file)).isPositive();
  }

  @Test
  void anIdOfAnotherLayerIsRefused() {
    assertThatThrownBy(() -> Registry.standard().with(new FalseDense()))
        .hasMessageContainingAll("FalseDense", "has the id of", "dev.cotangent.layers.Dense");
    assertThatThrownBy(() -> model(Fixtures.REGISTRY, new FalseDense()).checkSavable())
        .hasMessageContainingAll(
            "the model cannot be saved", "FalseDense", "dev.cotangent.layers.Dense", "another id");
    assertThat(Registry.standard().with(Dense.of(2)).layer("dense")).isEqualTo(Dense.of(2));
  }
}
