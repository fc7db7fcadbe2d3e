package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks that a model can be saved: that its registry could read its specification back. */
final class Savable {

  private static final String SERVICES = "META-INF/services/" + LayerSpec.class.getName();

  private Savable() {}

  /**
   * The specification of a model as stored in a file.
   *
   * @throws CotangentException if the registry could not read it back, naming the layer and the
   *     remedy
   */
  static String check(Model model) {
    checkLayer(model.spec(), model.registry());
    String spec = SpecJson.encode(model.spec()).compact();
    String again;
    try {
      again = SpecJson.encode(SpecJson.decode(Json.parseObject(spec), model.registry())).compact();
    } catch (CotangentException failure) {
      throw new CotangentException("the model cannot be saved: " + failure.getMessage(), failure);
    }
    if (!again.equals(spec)) {
      throw new CotangentException(
          "the model cannot be saved: its layers " + spec + " would be read back as " + again);
    }
    return spec;
  }

  private static void checkLayer(LayerSpec spec, Registry registry) {
    Class<?> type = spec.getClass();
    if (!registry.layers().contains(spec.id())) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the model cannot be saved: the registry has no layer '%s' (%s), so it could not be loaded; %s",
              spec.id(),
              type.getName(),
              way(type)));
    }
    Class<?> known = registry.layer(spec.id()).getClass();
    // another class of the same package is accepted, such as a layer whose values were fitted to
    // data
    if (!known.getPackageName().equals(type.getPackageName())) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the model cannot be saved: its layer '%s' is a %s, but the registry's is a %s; give it another id",
              spec.id(),
              type.getName(),
              known.getName()));
    }
    Attributes attributes = spec.attributes();
    for (String name : attributes.names()) {
      Object value = attributes.find(name).orElseThrow();
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      values.stream()
          .filter(LayerSpec.class::isInstance)
          .forEach(child -> checkLayer((LayerSpec) child, registry));
    }
  }

  /** Describes how to register a layer: as a service if its class can be one, else in code. */
  private static String way(Class<?> type) {
    boolean service =
        Modifier.isPublic(type.getModifiers())
            && Arrays.stream(type.getConstructors())
                .anyMatch(each -> each.getParameterCount() == 0);
    String line = "add the line " + type.getName() + " to " + SERVICES + ", or ";
    return (service ? line : "")
        + "build and load the model with Registry.standard().with(new "
        + type.getSimpleName()
        + "(...))";
  }
}
