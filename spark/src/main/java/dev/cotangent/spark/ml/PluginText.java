package dev.cotangent.spark.ml;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.util.function.Function;

/**
 * Plugins as the texts of params: an id, which stands for the defaults, or JSON with an id and
 * attributes, such as <code>{"type": "sgd", "momentum": 0.9}</code>.
 */
public final class PluginText {

  private PluginText() {}

  /** The text of a loss. */
  public static String of(Loss loss) {
    return text(loss.id(), loss.attributes());
  }

  /** The text of an optimizer, without its learning rate. */
  public static String of(Optimizer optimizer) {
    return text(optimizer.id(), optimizer.attributes());
  }

  /** The text of a network. */
  public static String of(LayerSpec network) {
    return SpecJson.encode(network).compact();
  }

  private static String text(String id, Attributes attributes) {
    return SpecJson.encode(id, attributes).compact();
  }

  /**
   * Reads a loss.
   *
   * @throws CotangentException if the id is unknown or an attribute is wrong
   */
  public static Loss loss(String text, Registry registry) {
    return read("loss", text, registry, Plain.of(registry::loss, Loss::with));
  }

  /**
   * Reads an optimizer.
   *
   * @throws CotangentException if the id is unknown or an attribute is wrong
   */
  public static Optimizer optimizer(String text, Registry registry) {
    return read("optimizer", text, registry, Plain.of(registry::optimizer, Optimizer::with));
  }

  /**
   * Reads a network.
   *
   * @throws CotangentException if the id is unknown or an attribute is wrong
   */
  public static LayerSpec network(String text, Registry registry) {
    return read("network", text, registry, Plain.of(registry::layer, LayerSpec::with));
  }

  /** Looks a plugin up and changes its attributes. */
  private record Plain<P>(Function<String, P> find, Change<P> change) {

    static <P> Plain<P> of(Function<String, P> find, Change<P> change) {
      return new Plain<>(find, change);
    }
  }

  @FunctionalInterface
  private interface Change<P> {
    P with(P plugin, Attributes attributes);
  }

  private static <P> P read(String param, String text, Registry registry, Plain<P> kind) {
    try {
      if (!text.startsWith("{")) {
        return kind.find().apply(text);
      }
      JsonObject json = Json.parseObject(text);
      P plugin = kind.find().apply(SpecJson.id(json));
      return kind.change().with(plugin, SpecJson.attributes(json, registry));
    } catch (CotangentException e) {
      throw new CotangentException("param " + param + ": " + e.getMessage(), e);
    }
  }
}
