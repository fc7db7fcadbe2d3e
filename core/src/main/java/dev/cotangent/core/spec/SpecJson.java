package dev.cotangent.core.spec;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.file.JsonFiles;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.text.Brief;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Converts plugins to JSON and back: {@code {"type": id, attribute: value, ...}}, with layers
 * nested in layers. Model files and checkpoints describe layers, losses, optimizers and schedules
 * this way; a layer may also be stored in its own file.
 *
 * <p>Reading looks layers up in the registry by id and does nothing else. Thread-safe: static
 * methods only.
 */
public final class SpecJson {

  private static final String TYPE = "type";
  private static final int LONGEST_ID = 200;
  private static final int MOST_ATTRIBUTES = 100;
  private static final int LONGEST_SHAPE = 1000;

  private static final int MOST_BYTES = 1 << 20;

  private SpecJson() {}

  /**
   * Writes a layer, nested layers included, to a JSON file.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, LayerSpec spec) throws IOException {
    JsonFiles.write(file, encode(spec));
  }

  /**
   * Reads a layer from a JSON file of at most 1 MiB.
   *
   * @throws FileFormatException if the file is not JSON, or not a layer that the registry knows;
   *     the message names the file and the reason
   * @throws IOException if the file cannot be read
   */
  public static LayerSpec read(Path file, Registry registry) throws IOException {
    Json document = JsonFiles.read(file, MOST_BYTES);
    if (!(document instanceof JsonObject json)) {
      throw new FileFormatException(
          file.toString(), 0, "not a layer, expected an object {\"type\": \"dense\", ...}");
    }
    try {
      return decode(json, registry);
    } catch (CotangentException wrong) {
      throw new FileFormatException(file.toString(), 0, "" + wrong.getMessage(), wrong);
    }
  }

  /** Encodes a layer, nested layers included. */
  public static JsonObject encode(LayerSpec spec) {
    return encode(spec.id(), spec.attributes());
  }

  /** Encodes any plugin by its id and attributes. */
  public static JsonObject encode(String id, Attributes attributes) {
    JsonObject.Builder json = JsonObject.builder().put(TYPE, id);
    for (String name : attributes.names()) {
      json.put(name, encode(attributes.find(name).orElseThrow()));
    }
    return json.build();
  }

  private static Json encode(Object value) {
    if (value instanceof Long integer) {
      return Json.of(integer.longValue());
    } else if (value instanceof Double number) {
      return Json.of(number.doubleValue());
    } else if (value instanceof Boolean bool) {
      return Json.of(bool.booleanValue());
    } else if (value instanceof String text) {
      return Json.of(text);
    } else if (value instanceof Shape shape) {
      return JsonArray.ofIntegers(shape.dims());
    } else if (value instanceof LayerSpec spec) {
      return encode(spec);
    }
    return JsonArray.of(((List<?>) value).stream().map(SpecJson::encode).toList());
  }

  /**
   * Decodes the specification in a document.
   *
   * @throws CotangentException if an id is unknown or an attribute is invalid for its type
   */
  public static LayerSpec decode(JsonObject json, Registry registry) {
    String type = id(json);
    Attributes attributes = attributes(json, registry);
    try {
      return registry.layer(type).with(attributes);
    } catch (CotangentException e) {
      throw new CotangentException("layer '" + type + "': " + e.getMessage(), e);
    }
  }

  /**
   * Decodes the id of a plugin that {@link #encode(String, Attributes)} wrote.
   *
   * @throws JsonException if there is none
   */
  public static String id(JsonObject json) {
    String id = json.string(TYPE);
    if (id.length() > LONGEST_ID) {
      throw new JsonException(
          "the id " + Brief.quoted(id) + ", expected at most " + LONGEST_ID + " characters");
    }
    return id;
  }

  /**
   * Decodes the attributes of a plugin that {@link #encode(String, Attributes)} wrote.
   *
   * @throws CotangentException if a nested layer is unknown, an attribute is null, or there are
   *     more than {@value #MOST_ATTRIBUTES}
   */
  public static Attributes attributes(JsonObject json, Registry registry) {
    if (json.size() > MOST_ATTRIBUTES + 1) {
      throw new JsonException(
          json.size() + " attributes, expected at most " + MOST_ATTRIBUTES + " of one plugin");
    }
    Attributes attributes = Attributes.none();
    for (String name : json.names()) {
      if (!name.equals(TYPE)) {
        attributes = decode(attributes, name, json.get(name), registry);
      }
    }
    return attributes;
  }

  private static Attributes decode(
      Attributes attributes, String name, Json value, Registry registry) {
    if (value instanceof Json.Int integer) {
      return attributes.with(name, integer.value());
    } else if (value instanceof Json.Real number) {
      return attributes.with(name, number.value());
    } else if (value instanceof Json.Bool bool) {
      return attributes.with(name, bool.value());
    } else if (value instanceof Json.Str text) {
      return attributes.with(name, text.value());
    } else if (value instanceof JsonObject object) {
      return attributes.with(name, decode(object, registry));
    } else if (value instanceof JsonArray array) {
      return decode(attributes, name, array, registry);
    }
    throw new JsonException("attribute '" + name + "' is null, expected a value");
  }

  private static Attributes decode(
      Attributes attributes, String name, JsonArray array, Registry registry) {
    if (array.size() > 0 && array.get(0) instanceof Json.Int) {
      if (array.size() > LONGEST_SHAPE) {
        throw new JsonException(
            "attribute '"
                + Brief.of(name)
                + "' is a list of "
                + array.size()
                + " integers, expected at most "
                + LONGEST_SHAPE);
      }
      return attributes.with(name, Shape.of(array.integers()));
    }
    return attributes.with(
        name, array.objects().stream().map(item -> decode(item, registry)).toList());
  }
}
