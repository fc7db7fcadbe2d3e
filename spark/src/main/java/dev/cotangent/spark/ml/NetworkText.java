package dev.cotangent.spark.ml;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SignatureJson;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.DataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.Params;

/** The network that params describe. */
public final class NetworkText {

  private NetworkText() {}

  /**
   * The network: the one that is given, else hidden layers and a dense one.
   *
   * @param outputs units of the last layer
   */
  public static LayerSpec network(
      LearningParams params, Params stage, int outputs, Registry registry) {
    if (stage.isSet(params.network())) {
      return PluginText.network(stage.getOrDefault(params.network()), registry);
    }
    double rate = (double) stage.getOrDefault(params.dropout());
    List<LayerSpec> layers = new ArrayList<>();
    for (int units : stage.getOrDefault(params.layers())) {
      layers.add(Dense.of(units));
      layers.add(Activate.with(stage.getOrDefault(params.activation())));
      if (rate > 0) {
        layers.add(Dropout.of(rate));
      }
    }
    layers.add(Dense.of(outputs));
    return new Sequential(layers);
  }

  /** The text of inputs. */
  public static String of(Signature inputs) {
    return SignatureJson.encode(inputs).compact();
  }

  /**
   * Reads the text of inputs.
   *
   * @throws DataException if it is something else
   */
  public static Signature inputs(String text) {
    if (Json.parse(text) instanceof JsonArray array) {
      return SignatureJson.decode(array);
    }
    throw new DataException("param inputs: not a JSON array, expected names, types and shapes");
  }
}
