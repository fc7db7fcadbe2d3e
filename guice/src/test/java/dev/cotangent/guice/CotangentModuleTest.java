package dev.cotangent.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.ConstantInitializer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import org.junit.jupiter.api.Test;

/** What an injector gives. */
class CotangentModuleTest {

  private final Injector injector = Guice.createInjector(new CotangentModule(2));

  @Test
  void everythingIsASingleton() {
    assertThat(injector.getInstance(Registry.class)).isSameAs(injector.getInstance(Registry.class));
    assertThat(injector.getInstance(Workers.class)).isSameAs(injector.getInstance(Workers.class));
    assertThat(injector.getInstance(Kernels.class)).isSameAs(injector.getInstance(Kernels.class));
    assertThat(injector.getInstance(Kernels.class).id())
        .isEqualTo(injector.getInstance(Registry.class).kernels().id());
    assertThat(injector.getInstance(Workers.class).count()).isEqualTo(2);
  }

  @Test
  void oneWorkerForEachProcessorByDefault() {
    Injector byDefault = Guice.createInjector(new CotangentModule());
    assertThat(byDefault.getInstance(Workers.class).count())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void aRegistryOfOnesOwn() {
    Registry own = Registry.discover(CotangentModule.class.getClassLoader());
    Injector other = Guice.createInjector(new CotangentModule(2).withRegistry(own));
    assertThat(other.getInstance(Registry.class)).isSameAs(own);
    assertThat(other.getInstance(Workers.class).count()).isEqualTo(2);
  }

  @Test
  void bindingsCanBeOverridden() {
    AbstractModule serial =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Workers.class).toInstance(Workers.serial());
          }
        };
    Injector overridden =
        Guice.createInjector(Modules.override(new CotangentModule()).with(serial));
    assertThat(overridden.getInstance(Workers.class)).isSameAs(Workers.serial());
  }

  @Test
  void trainersUseTheWorkersAndLeaveThemOpen() {
    Model model = Model.build(new Slope(), Shape.of(1), 1, injector.getInstance(Registry.class));
    float[] x = {1, 2, 3};
    Dataset data = Dataset.regression(Shape.of(1), x, Shape.of(1), new float[] {2, 4, 6});
    TrainerFactory trainers = injector.getInstance(TrainerFactory.class);
    for (int training = 0; training < 2; training++) {
      History history =
          trainers.of(model).loss(new MeanSquaredError()).optimizer(Sgd.of(0.1)).fit(data, 30);
      assertThat(history.workers()).isEqualTo(2);
    }
    assertThat(model.store().array()[0]).isEqualTo(2);
    injector.getInstance(Workers.class).close();
  }

  /** y = a·x. */
  private record Slope() implements LayerSpec {

    @Override
    public String id() {
      return "slope";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      return new Built(scope.parameter("a", input, ConstantInitializer.zeros()), input);
    }

    private record Built(Parameter slope, Shape outputShape) implements Layer {

      @Override
      public Tensor forward(Tensor x, ForwardContext context) {
        return x.mul(context.read(slope));
      }
    }
  }
}
