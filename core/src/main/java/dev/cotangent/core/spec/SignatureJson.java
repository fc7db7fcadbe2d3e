package dev.cotangent.core.spec;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Converts signatures to JSON and back: {@code [{"name": "town", "dtype": "I32", "shape": [4]}]}.
 * Thread-safe: static methods only.
 */
public final class SignatureJson {

  private static final String NAME = "name";
  private static final String DTYPE = "dtype";
  private static final String SHAPE = "shape";
  private static final int MOST = 1000;

  private SignatureJson() {}

  /** Writes the ports in order. */
  public static JsonArray encode(Signature ports) {
    return JsonArray.of(
        ports.names().stream().map(name -> (Json) encode(name, ports.port(name))).toList());
  }

  private static JsonObject encode(String name, Port port) {
    return JsonObject.builder()
        .put(NAME, name)
        .put(DTYPE, port.dtype().name())
        .put(SHAPE, JsonArray.ofIntegers(port.sample().dims()))
        .build();
  }

  /**
   * Reads the ports of a document.
   *
   * @throws dev.cotangent.core.CotangentException if it is not a list of ports
   */
  public static Signature decode(JsonArray json) {
    if (json.size() > MOST) {
      throw new JsonException(json.size() + " inputs, expected at most " + MOST);
    }
    List<JsonObject> objects = json.objects();
    return Signature.of(
        objects.stream().map(port -> port.string(NAME)).toList(),
        objects.stream().map(SignatureJson::port).toList());
  }

  private static Port port(JsonObject port) {
    return new Port(dtype(port.string(DTYPE)), Shape.of(port.array(SHAPE).integers()));
  }

  private static DType dtype(String text) {
    Optional<DType> found =
        Stream.of(DType.F32, DType.I32, DType.BOOL)
            .filter(dtype -> dtype.name().equals(text))
            .findFirst();
    return found.orElseThrow(
        () -> new JsonException("dtype " + Brief.quoted(text) + ", expected F32, I32 or BOOL"));
  }
}
