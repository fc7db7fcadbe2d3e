package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.activations.Activations;
import dev.cotangent.activations.LeakyRelu;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivateTest {

  private static final float[] X = {1, -2, 3, 0.5f, 0.25f, -1};

  private final Path file;

  ActivateTest(@TempDir Path directory) {
    this.file = directory.resolve("model.safetensors");
  }

  /** y = x / (1 + k·x²). */
  record Bump(double k) implements Activation {

    @Override
    public String id() {
      return "bump";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.div(x.square().mul(k).add(1));
    }

    @Override
    public Attributes attributes() {
      return Attributes.none().with("k", k);
    }

    @Override
    public Bump with(Attributes attributes) {
      attributes.allowOnly("k");
      return new Bump(attributes.number("k", k));
    }
  }

  /** An activation whose attributes lack its number. */
  record Forgetful(double k) implements Activation {

    @Override
    public String id() {
      return "forgetful";
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(k);
    }
  }

  private static Model model(Activate activate, Registry registry) {
    return Model.build(Sequential.of(Dense.of(4), activate), Shape.of(3), 7, registry);
  }

  private static Model model(Activation activation) {
    return model(Activate.with(activation), Registry.standard());
  }

  @Test
  void anObjectGivesTheBitsOfItsId() {
    Model byId = model(Activate.with("relu"), Registry.standard());
    assertThat(model(Activations.RELU).predictor().predict(X))
        .containsExactly(byId.predictor().predict(X));
    Attributes slope = Attributes.none().with("negative_slope", 0.2);
    Model leaky = model(Activate.with("leaky_relu", slope), Registry.standard());
    assertThat(model(LeakyRelu.of(0.2)).predictor().predict(X))
        .containsExactly(leaky.predictor().predict(X));
  }

  @Test
  void aBuiltInObjectIsSavedByItsId() throws IOException {
    Model model = model(LeakyRelu.of(0.2));
    model.save(file);
    Model back = Model.load(file, Registry.standard());
    assertThat(back.predictor().predict(X)).containsExactly(model.predictor().predict(X));
    assertThat(((Sequential) back.spec()).layers().get(1).attributes())
        .isEqualTo(Attributes.none().with("activation", "leaky_relu").with("negative_slope", 0.2));
  }

  @Test
  void anOwnObjectIsSavedWithARegistryThatHasIt() throws IOException {
    Registry registry = Registry.standard().with(new Bump(1));
    Model model = model(Activate.with(new Bump(0.5)), registry);
    model.save(file);
    assertThat(Model.load(file, registry).predictor().predict(X))
        .containsExactly(model.predictor().predict(X));
    assertThatThrownBy(() -> Model.load(file, Registry.standard())).hasMessageContaining("bump");
  }

  @Test
  void anObjectThatTheRegistryLacksIsNotSaved() {
    Model model = model(new Bump(0.5));
    assertThat(model.predictor().predict(X)).hasSize(8);
    assertThatThrownBy(() -> model.save(file))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "the model cannot be saved: activation 'bump' ("
                + Bump.class.getName()
                + ") is not in the registry, expected one that can be loaded; build and load the"
                + " model with"
                + " Registry.standard().with(new Bump(...))");
    assertThat(file).doesNotExist();
  }

  @Test
  void anObjectThatWouldBeReadBackAsAnotherIsNotSaved() {
    Registry registry = Registry.standard().with(new Forgetful(1));
    Model forgetful = model(Activate.with(new Forgetful(2)), registry);
    assertThatThrownBy(() -> forgetful.save(file))
        .hasMessageContaining(
            "the activation of its layer 'activate' is read back as Forgetful[k=1.0], expected"
                + " Forgetful[k=2.0]; attributes() and with(attributes)");
    Activation relu =
        new Activation() {
          @Override
          public String id() {
            return "relu";
          }

          @Override
          public Tensor apply(Tensor x) {
            return x.mul(2);
          }
        };
    assertThatThrownBy(() -> model(relu).save(file))
        .hasMessageContaining("its activation 'relu' is a " + relu.getClass().getName())
        .hasMessageContaining("expected the registry's dev.cotangent.activations.Relu");
  }
}
