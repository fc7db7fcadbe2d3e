package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any model comes back from its file as it was. */
class SavedModelProperties {

  private static final Registry REGISTRY = Registry.standard();

  @Property(tries = 100)
  void comesBackAsItWas(
      @ForAll("specs") LayerSpec spec,
      @ForAll long seed,
      @ForAll("metadata") Map<String, String> metadata)
      throws IOException {
    Model model = Model.build(spec, Shape.of(2, 4, 3), seed, REGISTRY).withMetadata(metadata);
    Path file = Files.createTempFile("model", ".safetensors");
    try {
      model.save(file);
      Model back = Model.load(file, REGISTRY);
      assertThat(back.spec()).isEqualTo(model.spec());
      assertThat(back.seed()).isEqualTo(seed);
      assertThat(back.metadata()).isEqualTo(model.metadata());
      assertThat(back.outputShape()).isEqualTo(model.outputShape());
      assertThat(back.store().sha256()).isEqualTo(model.store().sha256());
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 50)
  void hasValuesThatAreAFunctionOfTheSeed(@ForAll("specs") LayerSpec spec, @ForAll long seed) {
    Model one = Model.build(spec, Shape.of(2, 4, 3), seed, REGISTRY);
    Model two = Model.build(spec, Shape.of(2, 4, 3), seed, REGISTRY);
    assertThat(one.store().sha256()).isEqualTo(two.store().sha256());
  }

  @Provide
  Arbitrary<LayerSpec> specs() {
    return Arbitraries.lazyOf(this::leaves, this::leaves, this::sequences);
  }

  private Arbitrary<LayerSpec> leaves() {
    Arbitrary<Boolean> bias = Arbitraries.of(true, false);
    Arbitrary<LayerSpec> dense =
        Combinators.combine(Arbitraries.integers().between(1, 5), bias).as(Dense::new);
    Arbitrary<LayerSpec> dropout =
        Arbitraries.doubles().between(0, 0.99).ofScale(6).map(Dropout::of);
    Arbitrary<LayerSpec> activate =
        Arbitraries.of(REGISTRY.activations())
            .filter(id -> !id.equals("glu")) // wants an even number of elements
            .map(Activate::with);
    Arbitrary<Integer> odd = Arbitraries.of(1, 3);
    Arbitrary<LayerSpec> convolution =
        Combinators.combine(Arbitraries.integers().between(1, 3), odd, odd)
            .as(
                (filters, height, width) ->
                    Conv2d.of(filters, height, width).withPadding(height / 2, width / 2));
    Arbitrary<LayerSpec> pool =
        Combinators.combine(odd, odd)
            .as(
                (kernel, stride) ->
                    MaxPool2d.of(kernel).withStride(stride).withPadding(kernel / 2));
    return Arbitraries.oneOf(dense, dropout, activate, convolution, pool);
  }

  private Arbitrary<LayerSpec> sequences() {
    return specs().list().ofMaxSize(4).map(Sequential::new);
  }

  @Provide
  Arbitrary<Map<String, String>> metadata() {
    Arbitrary<String> keys = Arbitraries.strings().alpha().numeric().ofMaxLength(8);
    Arbitrary<String> values =
        Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(12);
    return Arbitraries.maps(keys, values).ofMaxSize(4);
  }
}
