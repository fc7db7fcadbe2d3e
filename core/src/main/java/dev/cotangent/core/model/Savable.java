package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that a model can be saved: that its registry could read its specification back. */
final class Savable {

  private static final String SERVICES = "META-INF/services/";

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
          "the model cannot be saved: its layers are read back as " + again + ", expected " + spec);
    }
    return spec;
  }

  private static void checkLayer(LayerSpec spec, Registry registry) {
    checkLayerItself(spec, registry);
    spec.activations().forEach(each -> checkActivation(spec, each, registry));
    Attributes attributes = spec.attributes();
    for (String name : attributes.names()) {
      Object value = attributes.find(name).orElseThrow();
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      values.stream()
          .filter(LayerSpec.class::isInstance)
          .forEach(child -> checkLayer((LayerSpec) child, registry));
    }
  }

  private static void checkLayerItself(LayerSpec spec, Registry registry) {
    Class<?> type = spec.getClass();
    if (!registry.layers().contains(spec.id())) {
      String way = cure(type, () -> registry.layer(spec.id())).orElse(way(type, LayerSpec.class));
      throw unknown(PluginKind.LAYER, spec.id(), type, way);
    }
    Class<?> known = registry.layer(spec.id()).getClass();
    // another class of the same package is accepted, such as a layer whose values were fitted to
    // data
    if (!known.getPackageName().equals(type.getPackageName())) {
      throw another(PluginKind.LAYER, spec.id(), type, known);
    }
  }

  private static void checkActivation(LayerSpec spec, Activation activation, Registry registry) {
    Class<?> type = activation.getClass();
    if (!registry.activations().contains(activation.id())) {
      String way =
          cure(type, () -> registry.activation(activation.id()))
              .orElse(way(type, Activation.class));
      throw unknown(PluginKind.ACTIVATION, activation.id(), type, way);
    }
    Activation known = registry.activation(activation.id());
    if (known.getClass() != type) {
      throw another(PluginKind.ACTIVATION, activation.id(), type, known.getClass());
    }
    Activation again = known.with(activation.attributes());
    boolean same = !(activation instanceof Record) || again.equals(activation);
    if (!same || !again.attributes().equals(activation.attributes())) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the model cannot be saved: the activation of its layer '%2$s' is read back as %3$s,"
                  + " expected %1$s; attributes() and with(attributes) must keep its values",
              activation,
              spec.id(),
              again));
    }
  }

  private static CotangentException unknown(PluginKind kind, String id, Class<?> type, String way) {
    return new CotangentException(
        String.format(
            Locale.ROOT,
            "the model cannot be saved: %s '%s' (%s) is not in the registry, expected one that can"
                + " be loaded; %s",
            kind,
            id,
            type.getName(),
            way));
  }

  /**
   * The cure that the registry names for a plugin of Cotangent: packaging the application has lost
   * the service files of its artifact. Empty for plugins of others.
   */
  private static Optional<String> cure(Class<?> type, Runnable lookup) {
    String artifact = type.getPackageName().replaceFirst(".*\\bcotangent\\.(\\w+).*", "$1");
    try {
      lookup.run();
      return Optional.empty();
    } catch (CotangentException unknown) {
      return Stream.of(String.valueOf(unknown.getMessage()).split("; (?=no )"))
          .filter(part -> part.contains(":cotangent-" + artifact + " "))
          .findFirst();
    }
  }

  private static CotangentException another(
      PluginKind kind, String id, Class<?> type, Class<?> known) {
    return new CotangentException(
        String.format(
            Locale.ROOT,
            "the model cannot be saved: its %s '%s' is a %s, expected the registry's %s; give it"
                + " another id",
            kind,
            id,
            type.getName(),
            known.getName()));
  }

  /** Describes how to register a plugin: as a service if its class can be one, else in code. */
  private static String way(Class<?> type, Class<?> kind) {
    boolean service =
        Modifier.isPublic(type.getModifiers())
            && Arrays.stream(type.getConstructors())
                .anyMatch(each -> each.getParameterCount() == 0);
    String line = "add the line " + type.getName() + " to " + SERVICES + kind.getName() + ", or ";
    return (service ? line : "")
        + "build and load the model with Registry.standard().with("
        + (isMadeByOf(type) ? type.getSimpleName() + ".of" : "new " + type.getSimpleName())
        + "(...))";
  }

  private static boolean isMadeByOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(each -> each.getName().equals("of") && Modifier.isStatic(each.getModifiers()));
  }
}
