package dev.cotangent.cli;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.training.table.InputColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps columns to the inputs of the network of {@code --spec}. */
final class NetworkInputs {

  private static final String OPTION = "--input";

  private NetworkInputs() {}

  /**
   * The columns of each input, in the network's order: those of its {@code --input}, or else the
   * column of the same name. Empty for a network with one input, which takes all features.
   *
   * @param given each as {@code NAME=COLUMN[,COLUMN...]}
   * @throws UserError if an input is unknown or given twice, or there is no {@code --spec}
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
        throw new UserError(OPTION + ": expected --spec FILE, the network whose input it feeds");
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

  /** Without names (a layer with any number of inputs), those given, in their order. */
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
