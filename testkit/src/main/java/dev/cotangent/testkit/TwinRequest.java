package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SignatureJson;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A request to another JVM for the trace of a plugin.
 *
 * @param kind the kind, such as {@code activation}
 * @param className the plugin's class
 * @param seed seed of the random points
 * @param attributes the attributes in the form of a file
 * @param sample the sample shape a layer is built for; a scalar for other kinds
 * @param ports the inputs of a layer with several, in the form of a file; empty for others
 */
record TwinRequest(
    PluginKind kind, String className, long seed, String attributes, Shape sample, String ports) {

  static TwinRequest of(
      PluginKind kind, Object plugin, Attributes attributes, long seed, Shape sample) {
    String text = SpecJson.encode("plugin", attributes).compact();
    Object found = plugin instanceof PackedLayer packed ? packed.spec() : plugin;
    String ports =
        plugin instanceof PackedLayer packed ? SignatureJson.encode(packed.inputs()).compact() : "";
    return new TwinRequest(kind, found.getClass().getName(), seed, text, sample, ports);
  }

  static TwinRequest of(List<String> words) {
    int[] dims =
        Arrays.stream(words.get(5).split(","))
            .filter(dim -> !dim.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return new TwinRequest(
        PluginKind.of(words.get(1)),
        words.get(2),
        Long.parseLong(words.get(3)),
        words.get(4),
        Shape.of(dims),
        words.get(6));
  }

  List<String> words() {
    String dims =
        Arrays.stream(sample.dims()).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return List.of(
        PluginMain.TRACE, kind.id(), className, Long.toString(seed), attributes, dims, ports);
  }

  /** Computes the trace in this JVM. */
  Trace answer(Registry registry) {
    UnaryOperator<Tensor> same = UnaryOperator.identity();
    return switch (kind) {
      case ACTIVATION ->
          trace(
              new ActivationBehaviour(registry.portable(), seed),
              find(registry, registry::activation, Activation.class),
              registry);
      case LAYER ->
          trace(
              new LayerBehaviour(sample, registry, seed),
              packed(find(registry, registry::layer, LayerSpec.class)),
              registry);
      case LOSS ->
          trace(
              new LossBehaviour(same, same, seed),
              find(registry, registry::loss, Loss.class),
              registry);
      case METRIC ->
          trace(
              new MetricBehaviour(MetricCase.usual(), seed),
              find(registry, registry::metric, Metric.class),
              registry);
      default ->
          trace(
              new OptimizerBehaviour(seed),
              find(registry, registry::optimizer, Optimizer.class),
              registry);
    };
  }

  private LayerSpec packed(LayerSpec layer) {
    return Json.parse(ports.isEmpty() ? "[]" : ports) instanceof JsonArray inputs
            && inputs.size() > 0
        ? new PackedLayer(layer, SignatureJson.decode(inputs))
        : layer;
  }

  private <T> Trace trace(Behaviour<T> behaviour, T made, Registry registry) {
    T plugin = behaviour.with(made, SpecJson.attributes(Json.parseObject(attributes), registry));
    behaviour.provoke(plugin);
    return behaviour.trace(plugin);
  }

  private <T> T find(Registry registry, Function<String, T> byId, Class<T> type) {
    Optional<String> id =
        registry.entries().stream()
            .filter(entry -> entry.kind() == kind && entry.className().equals(className))
            .map(RegistryEntry::id)
            .findFirst();
    return id.map(byId).orElseGet(() -> made(type));
  }

  /** Instantiates a class that is not registered. */
  private <T> T made(Class<T> type) {
    try {
      return PluginChecks.make(Class.forName(className).asSubclass(type));
    } catch (ClassNotFoundException e) {
      throw new ContractViolation("another JVM with this class path does not find " + className);
    }
  }
}
