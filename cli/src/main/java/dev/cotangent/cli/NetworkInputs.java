package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.MultiLayerSpec;
import dev.cotangent.training.data.InputColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which columns feed which input of the network of {@code --spec}. */
final class NetworkInputs {

  private static final String OPTION = "--input";

  private NetworkInputs() {}

  /**
   * The inputs of a network of several, in its order: each has the columns that an option gives it,
   * or else the column of its own name. None for a network of one, which all features feed.
   *
   * @param given each as {@code NAME=COLUMN[,COLUMN...]}
   * @throws UserError if one names no input, or there is no network
   */
  static List<InputColumns> of(List<String> given, Optional<LayerSpec> spec) {
    Map<String, InputColumns> named = new LinkedHashMap<>();
    for (String text : given) {
      InputColumns input = parse(text);
      if (named.putIfAbsent(input.input(), input) != null) {
        throw Check.wrong(OPTION, "'" + text + "'", "each input once");
      }
    }
    if (spec.isEmpty()) {
      if (!given.isEmpty()) {
        throw new UserError(
            OPTION + ": it feeds an input of the network of --spec FILE, expected one");
      }
      return List.of();
    }
    List<String> names =
        spec.get() instanceof MultiLayerSpec several ? several.inputNames() : List.of();
    return named.isEmpty() && names.size() < 2 ? List.of() : ordered(names, named);
  }

  private static InputColumns parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw Check.wrong(OPTION, "'" + text + "'", "NAME=COLUMN or NAME=COLUMN,COLUMN");
    }
    try {
      return new InputColumns(text.substring(0, equals), List.of(text.substring(equals + 1)));
    } catch (CotangentException wrong) {
      throw new UserError(OPTION + ": '" + text + "': " + wrong.getMessage(), wrong);
    }
  }

  /** A layer that takes any number of inputs has no names of its own. */
  private static List<InputColumns> ordered(List<String> names, Map<String, InputColumns> given) {
    if (names.isEmpty()) {
      return List.copyOf(given.values());
    }
    given.keySet().forEach(name -> Check.oneOf(OPTION, name, names));
    List<InputColumns> inputs = new ArrayList<>();
    for (String name : names) {
      inputs.add(given.getOrDefault(name, InputColumns.ofItsName(name)));
    }
    return inputs;
  }
}
