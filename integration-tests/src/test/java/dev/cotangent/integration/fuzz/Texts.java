package dev.cotangent.integration.fuzz;

import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonException;
import dev.cotangent.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Mutations of JSON, as a tree and as text. */
final class Texts {

  private static final List<Json> VALUES =
      List.of(
          Json.of(0),
          Json.of(-1),
          Json.of(1),
          Json.of(3),
          Json.of(65_536),
          Json.of(Integer.MAX_VALUE),
          Json.of(1L << 31),
          Json.of(1L << 62),
          Json.of(Long.MIN_VALUE),
          Json.of(1e308),
          Json.of(-1e-300),
          Json.of(0.5),
          Json.of(true),
          new Json.Null(),
          Json.of(""),
          Json.of("x\u001b[31m\u202e"),
          Json.of("x".repeat(5000)),
          JsonArray.of(),
          JsonArray.ofIntegers(3, 3),
          JsonArray.ofIntegers(Integer.MAX_VALUE, 1),
          JsonObject.builder().build());

  private static final List<String> PIECES =
      List.of(
          "NaN",
          "1e999",
          "9".repeat(40),
          "\\u12",
          "\"",
          "{",
          "]",
          ",",
          ":",
          "[[[[",
          "\\",
          "\u0000",
          "0",
          "-");

  private Texts() {}

  /**
   * A text with one change.
   *
   * @param words that may take the place of others
   */
  static String mutant(String json, List<String> words, Random random) {
    if (random.nextInt(4) > 0) {
      try {
        return mutant(Json.parse(json), words, random).compact();
      } catch (JsonException noTree) {
        return spliced(json, random);
      }
    }
    return spliced(json, random);
  }

  private static String spliced(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    String piece =
        random.nextBoolean()
            ? PIECES.get(random.nextInt(PIECES.size()))
            : text.substring(at, end).repeat(random.nextInt(3));
    return text.substring(0, at) + piece + text.substring(end);
  }

  /** The value with one part of it changed. */
  static Json mutant(Json value, List<String> words, Random random) {
    if (value instanceof JsonObject object && object.size() > 0 && random.nextInt(6) > 0) {
      return inside(object, words, random);
    } else if (value instanceof JsonArray array && array.size() > 0 && random.nextInt(6) > 0) {
      return inside(array, words, random);
    }
    return switch (random.nextInt(5)) {
      case 0 -> nested(value, 1 + random.nextInt(90));
      case 1, 2 -> Json.of(words.get(random.nextInt(words.size())));
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  private static Json nested(Json value, int depth) {
    Json nested = value;
    for (int i = 0; i < depth && i < Json.MAX_DEPTH - 8; i++) {
      nested = JsonArray.of(nested);
    }
    return nested;
  }

  private static Json inside(JsonObject object, List<String> words, Random random) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    String name = object.names().get(random.nextInt(object.size()));
    Json value = object.get(name);
    switch (random.nextInt(7)) {
      case 0 -> members.remove(name);
      case 1 -> {
        members.remove(name);
        members.put(name + "x", value);
      }
      case 2 -> members.put(words.get(random.nextInt(words.size())), value);
      default -> members.put(name, mutant(value, words, random));
    }
    return JsonObject.of(members);
  }

  private static Json inside(JsonArray array, List<String> words, Random random) {
    List<Json> items = new ArrayList<>(array.items());
    int at = random.nextInt(items.size());
    switch (random.nextInt(7)) {
      case 0 -> items.remove(at);
      case 1 -> items.addAll(Collections.nCopies(random.nextInt(300), items.get(at)));
      case 2 -> Collections.swap(items, at, random.nextInt(items.size()));
      default -> items.set(at, mutant(items.get(at), words, random));
    }
    return JsonArray.of(items);
  }
}
