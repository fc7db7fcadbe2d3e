package dev.cotangent.layers;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.spi.LayerFactory;
import dev.cotangent.core.spi.Scope;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scope that returns the source when a layer declares a tied weight. For a transpose, the layer
 * gets a placeholder parameter of the right shape that is not part of the model; {@link
 * #transposed} maps it to its source.
 */
final class TyingScope implements Scope {

  private final Scope inner;
  private final Map<String, Tie> ties;
  private final Map<String, Parameter> known;
  private final Set<String> missing;
  private final Map<Parameter, Parameter> transposed;

  TyingScope(Scope inner, List<Tie> ties) {
    this(inner, new HashMap<>(), new HashMap<>(), new TreeSet<>(), new IdentityHashMap<>());
    ties.forEach(tie -> this.ties.put(tie.name(), tie));
    missing.addAll(this.ties.keySet());
  }

  private TyingScope(
      Scope inner,
      Map<String, Tie> ties,
      Map<String, Parameter> known,
      Set<String> missing,
      Map<Parameter, Parameter> transposed) {
    this.inner = inner;
    this.ties = ties;
    this.known = known;
    this.missing = missing;
    this.transposed = transposed;
  }

  /** Names of tied weights that no layer has declared. */
  Set<String> missing() {
    return missing;
  }

  /** Maps each placeholder to the parameter whose transpose it is. */
  Map<Parameter, Parameter> transposed() {
    return transposed;
  }

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
    Tie tie = ties.get(parameter.name());
    if (tie == null) {
      Parameter added = inner.add(parameter);
      known.put(parameter.name(), added);
      return added;
    }
    missing.remove(parameter.name());
    Parameter found = known.get(tie.source());
    if (found == null) {
      throw new CotangentException(
          "tied: no weight '"
              + tie.source()
              + "', expected one declared before '"
              + parameter.name()
              + "'");
    }
    tie.check(parameter, found);
    if (tie.transposed()) {
      transposed.put(parameter, found);
      return parameter;
    }
    return found;
  }

  @Override
  public Scope child(String name) {
    return new TyingScope(inner.child(name), ties, known, missing, transposed);
  }

  @Override
  public Scope applied(int times) {
    return new TyingScope(inner.applied(times), ties, known, missing, transposed);
  }

  @Override
  public LayerFactory factory() {
    return inner.factory();
  }
}
