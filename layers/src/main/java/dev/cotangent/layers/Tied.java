package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Layer;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Scope;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A layer some of whose weights are one: in {@code Tied.of(layers, "2.weight", "0.weight")} the
 * layer at 2 uses the weight of the layer at 0, whose gradient is the sum of both uses. The layer's
 * path is that of this one, so that tying changes no name; a tied weight is not saved under its
 * own.
 *
 * <p>Language models tie the embedding to the last layer's weight, both [count, size]: O. Press, L.
 * Wolf: <i>Using the output embedding to improve language models</i>, EACL 2017.
 *
 * @param layer what is tied; saved as {@code layer}
 * @param ties pairs such as {@code 2.weight=0.weight}, named from this layer's path on: the first
 *     takes the second, which comes before it and has its shape; saved as {@code ties}, separated
 *     by commas
 */
public record Tied(LayerSpec layer, List<String> ties) implements LayerSpec {

  private static final String SEPARATOR = ",";

  /** Copies the list. */
  public Tied {
    ties = List.copyOf(ties);
    for (String tie : ties) {
      Require.that(tie.matches("[^=,]+=[^=,]+"), "tied", "ties", tie, "name=name");
    }
  }

  /** No layer; for {@link java.util.ServiceLoader}. */
  public Tied() {
    this(new Sequential(), List.of());
  }

  /**
   * A layer with two weights that are one.
   *
   * @param name the weight that is none of its own, as in {@code 2.weight}
   * @param source the weight that it is, as in {@code 0.weight}
   */
  public static Tied of(LayerSpec layer, String name, String source) {
    return new Tied(layer, List.of(name + "=" + source));
  }

  @Override
  public String id() {
    return "tied";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("layer", layer).with("ties", String.join(SEPARATOR, ties));
  }

  @Override
  public Tied with(Attributes attributes) {
    attributes.allowOnly("layer", "ties");
    String given = attributes.text("ties", "");
    return new Tied(
        attributes.layer("layer"),
        given.isEmpty() ? List.of() : Arrays.asList(given.split(SEPARATOR, -1)));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    Map<String, String> sources = new HashMap<>();
    for (String tie : ties) {
      String[] names = tie.split("=", -1);
      sources.put(fullName(scope, names[0]), fullName(scope, names[1]));
    }
    Set<String> missing = new TreeSet<>(sources.keySet());
    Layer built = layer.build(input, new TyingScope(scope, sources, new HashMap<>(), missing));
    if (!missing.isEmpty()) {
      throw new CotangentException("tied: the layer has no weights " + missing);
    }
    return built;
  }

  private static String fullName(Scope scope, String name) {
    return scope.path().isEmpty() ? name : scope.path() + "." + name;
  }

  /** Gives a layer another's weight where it declares one that is tied. */
  private record TyingScope(
      Scope inner, Map<String, String> sources, Map<String, Parameter> known, Set<String> missing)
      implements Scope {

    @Override
    public String path() {
      return inner.path();
    }

    @Override
    public void note(RegistryEntry plugin) {
      inner.note(plugin);
    }

    @Override
    public Parameter add(Parameter parameter) {
      String source = sources.get(parameter.name());
      if (source == null) {
        known.put(parameter.name(), parameter);
        return inner.add(parameter);
      }
      missing.remove(parameter.name());
      Parameter found = known.get(source);
      if (found == null) {
        throw new CotangentException(
            "tied: no weight '" + source + "' comes before '" + parameter.name() + "'");
      }
      if (!found.shape().equals(parameter.shape())) {
        throw new ShapeException("tied: " + parameter + " cannot be " + found);
      }
      return found;
    }

    @Override
    public Scope child(String name) {
      return new TyingScope(inner.child(name), sources, known, missing);
    }

    @Override
    public Scope applied(int times) {
      return new TyingScope(inner.applied(times), sources, known, missing);
    }

    @Override
    public Registry registry() {
      return inner.registry();
    }
  }
}
