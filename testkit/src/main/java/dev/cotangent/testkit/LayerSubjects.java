package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.check.example.FixedContext;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.LayerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer as functions of its input and weights. States are positive constants, since layers may
 * divide by them; they have no gradient.
 */
record LayerSubjects(LayerSpec spec, Registry registry, long seed) {

  private static final int MOST_WEIGHTS = 40_000;
  private static final int DRAWN = 3;
  private static final int LONGEST = 13;

  /** The layer for a number of samples of some shape. */
  Subject of(Shape sample, int rows, boolean training) {
    Model model = Model.build(spec, sample, seed, registry);
    List<Parameter> parameters = model.parameters();
    List<Tensor> states = states(parameters);
    List<Shape> shapes = new ArrayList<>(List.of(sample.prepend(rows)));
    List<String> names = new ArrayList<>(List.of("the input"));
    for (Parameter parameter : parameters) {
      if (parameter.trainable()) {
        shapes.add(parameter.shape());
        names.add("parameter " + parameter.name());
      }
    }
    return new Subject(in -> forward(model, states, training, in), shapes, names, Domain.ALL)
        .stopping(node -> spec.stopsGradients() || StopGradients.dependsOn(node, states));
  }

  /** The layer as a function of its input, with random weights. */
  Subject ofInput(Shape sample, int rows) {
    Subject whole = of(sample, rows, false);
    List<double[]> drawn = whole.points(new Draw(seed, "weights" + sample), 1);
    return new Subject(
            in -> {
              List<Tensor> all = new ArrayList<>(in);
              for (int i = 1; i < whole.shapes().size(); i++) {
                // weights are drawn after the input, so that they are the same for any number of
                // rows
                double[] values = new Draw(seed, "weight" + i).doubles(drawn.get(i).length, 1);
                all.add(Tensor.f64(whole.shapes().get(i), values).cast(in.get(0).dtype()));
              }
              return whole.function().apply(all);
            },
            whole.shapes().subList(0, 1),
            whole.names().subList(0, 1),
            Domain.ALL)
        .stopping(whole.stops());
  }

  private List<Tensor> states(List<Parameter> parameters) {
    Draw draw = new Draw(seed, "states");
    List<Tensor> states = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!parameter.trainable()) {
        double[] drawn = draw.doubles(parameter.shape().size(), 1);
        double[] above = Arrays.stream(drawn).map(x -> x * x + 0.5).toArray();
        states.add(Tensor.f64(parameter.shape(), above));
      }
    }
    return states;
  }

  private Tensor forward(Model model, List<Tensor> states, boolean training, List<Tensor> in) {
    List<Tensor> values = new ArrayList<>();
    int weight = 1;
    int state = 0;
    for (Parameter parameter : model.parameters()) {
      values.add(
          parameter.trainable() ? in.get(weight++) : states.get(state++).cast(in.get(0).dtype()));
    }
    Tensor x = input(in.get(0));
    return model.forward(x, new FixedContext(training, model.parameters(), values, x.dtype()));
  }

  /** Converts the input to indices for a layer that takes indices. */
  Tensor input(Tensor drawn) {
    if (!(spec instanceof IndexInput indexed)) {
      return drawn;
    }
    int[] indices = new int[drawn.shape().size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i % indexed.indices();
    }
    return Tensor.of(drawn.shape(), indices).cast(drawn.dtype());
  }

  /** Whether the layer can be built for a sample. */
  boolean takes(Shape sample) {
    try {
      Model.build(spec, sample, 0, registry);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }

  /** Fails unless the output has the shape that the layer declares. */
  void announces(Shape sample) {
    Shape declared = Model.build(spec, sample, seed, registry).outputShape().prepend(2);
    Shape found = of(sample, 2, false).output();
    Checks.that(
        found.equals(declared),
        "for samples "
            + sample
            + " the output is "
            + found
            + ", but the declared shape is "
            + declared);
  }

  /** Fails if a sample that the layer does not accept does not cause a ShapeException. */
  void refusesByName(Shape sample) {
    try {
      Model.build(spec, sample, seed, registry);
    } catch (PluginException thrown) {
      boolean said = thrown.getCause() == null || thrown.getCause() instanceof CotangentException;
      Checks.that(
          said,
          "for samples " + sample + " it throws " + thrown.getCause() + ", not a ShapeException");
    } catch (CotangentException refused) {
      // expected
    }
  }

  /** Samples of many sizes that the layer accepts, with one to four axes; some are square. */
  List<Shape> wide() {
    Draw draw = new Draw(seed, "samples");
    List<Shape> samples = new ArrayList<>();
    for (int last : new int[] {1, 2, 3, 5, 7, 8, 9, 16, 17, 33, 41, 64, 65, 101, 257, 513, 1000}) {
      samples.add(Shape.of(last));
    }
    for (int rank = 2; rank <= 4; rank++) {
      for (int i = 0; i < DRAWN; i++) {
        samples.add(Shape.of(draw.dims(rank, LONGEST)));
      }
    }
    Stream.of(Shape.of(4, 4), Shape.of(1, 6), Shape.of(6, 1), Shape.of(2, 101), Shape.of(101, 2))
        .forEach(samples::add);
    return samples.stream().filter(this::fits).toList();
  }

  private boolean fits(Shape sample) {
    try {
      Model model = Model.build(spec, sample, 0, registry);
      return model.parameters().stream().mapToInt(each -> each.shape().size()).sum()
          <= MOST_WEIGHTS;
    } catch (ShapeException e) {
      return false;
    } catch (CotangentException tooLarge) {
      return false;
    }
  }
}
