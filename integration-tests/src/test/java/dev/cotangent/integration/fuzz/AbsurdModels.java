package dev.cotangent.integration.fuzz;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds every registered layer with numbers that are too small or too large, and asks what could
 * be built for a prediction; prints how many models were tried and refused.
 */
public final class AbsurdModels {

  private static final int[] NUMBERS = {
    0, -1, 3, 65_536, 1 << 20, 1 << 28, 1 << 29, 1 << 30, Integer.MAX_VALUE
  };
  private static final List<Shape> SAMPLES =
      List.of(
          Shape.of(4),
          Shape.of(6, 4),
          Shape.of(2, 8, 8),
          Shape.of(1 << 16),
          Shape.of(1, 1 << 12, 1 << 12),
          Shape.of(Integer.MAX_VALUE - 8));
  private static final int LARGEST_SAMPLE = 1 << 16;

  private static final Registry REGISTRY = Registry.standard();
  private static int tried;
  private static int refused;

  private AbsurdModels() {}

  /** Ends with an error if anything but an error of ours is thrown. */
  public static void main(String[] none) {
    List<String> failures = new ArrayList<>();
    for (String id : REGISTRY.layers()) {
      for (LayerSpec spec : variants(REGISTRY.layer(id))) {
        for (Shape sample : SAMPLES) {
          check(spec, sample, failures);
        }
      }
    }
    failures.forEach(System.err::println);
    System.out.println(tried + " models tried, " + refused + " refused");
    System.exit(failures.isEmpty() ? 0 : 1);
  }

  private static List<LayerSpec> variants(LayerSpec plain) {
    List<LayerSpec> variants = new ArrayList<>(List.of(plain));
    Attributes attributes = plain.attributes();
    for (String name : attributes.names()) {
      Object value = attributes.find(name).orElseThrow();
      for (int number : NUMBERS) {
        if (value instanceof Long) {
          add(variants, plain, attributes.with(name, number));
        } else if (value instanceof Shape shape && number >= 0) {
          for (int axis = 0; axis < shape.rank(); axis++) {
            add(variants, plain, shape, axis, number, name);
          }
        }
      }
    }
    return variants;
  }

  private static void add(
      List<LayerSpec> variants, LayerSpec plain, Shape shape, int axis, int number, String name) {
    try {
      add(variants, plain, plain.attributes().with(name, shape.with(axis, number)));
    } catch (CotangentException noShape) {
      refused++;
    }
  }

  private static void add(List<LayerSpec> variants, LayerSpec plain, Attributes attributes) {
    tried++;
    try {
      variants.add(plain.with(attributes));
    } catch (CotangentException said) {
      refused++;
    }
  }

  private static void check(LayerSpec spec, Shape sample, List<String> failures) {
    tried++;
    try {
      Model model = Model.build(spec, sample, 1, REGISTRY);
      model.summary();
      if (sample.size() <= LARGEST_SAMPLE) {
        model.predictor().predict(new float[sample.size()]);
      }
    } catch (CotangentException said) {
      refused++;
    } catch (Throwable failure) { // which is what is looked for
      failures.add(spec + " on " + sample + ": " + failure);
      failure.printStackTrace(); // NOPMD: the log of the forked JVM
    }
  }
}
