package dev.cotangent.spark.data;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.training.data.DataException;
import java.util.ArrayList;
import java.util.List;

/** The text form of a {@link SampleLayout}. */
final class LayoutJson {

  private static final int VERSION = 1;

  private LayoutJson() {}

  static String of(SampleLayout layout) {
    Signature inputs = layout.inputs();
    List<JsonObject> ports = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Port port = inputs.port(i);
      ports.add(
          JsonObject.builder()
              .put("name", inputs.names().get(i))
              .put("type", port.dtype().name())
              .put("shape", JsonArray.ofIntegers(port.sample().dims()))
              .build());
    }
    return JsonObject.builder()
        .put("version", VERSION)
        .put("inputs", JsonArray.of(ports))
        .put("target", layout.target().json())
        .put("weights", layout.weights())
        .build()
        .compact();
  }

  /**
   * Reads the text of {@link #of}.
   *
   * @throws DataException if it has another version
   */
  static SampleLayout parse(String text) {
    JsonObject json = Json.parseObject(text);
    if (json.integer("version") != VERSION) {
      throw new DataException(
          "samples of version " + json.integer("version") + ", expected " + VERSION);
    }
    Signature inputs = Signature.none();
    for (JsonObject port : json.array("inputs").objects()) {
      Shape shape = Shape.of(port.array("shape").integers());
      inputs = inputs.and(port.string("name"), constant(DType.class, port.string("type")), shape);
    }
    TargetLayout target = TargetLayout.of(json.object("target"));
    return new SampleLayout(inputs, target, json.integer("weights"));
  }

  /** The constant of an enum with a name. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new DataException(
        "samples: '" + name + "', expected one of " + List.of(type.getEnumConstants()));
  }
}
