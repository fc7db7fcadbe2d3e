package dev.cotangent.training.models;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.parameter.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The models that a step reads or trains, each with a name, which is empty if there is only one.
 * Immutable.
 */
public record Models(List<String> names, List<Model> list) {

  /** Creates the list; no two models may share a name or parameters. */
  public static Models of(Map<String, Model> byName) {
    Models models = new Models(List.copyOf(byName.keySet()), List.copyOf(byName.values()));
    List<ParameterStore> stores = models.stores();
    for (int i = 0; i < stores.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (stores.get(i) == stores.get(j)) {
          throw new CotangentException(
              "objective: the models '"
                  + models.names.get(j)
                  + "' and '"
                  + models.names.get(i)
                  + "' share parameters; expected a single model, which may be applied several "
                  + "times");
        }
      }
    }
    return models;
  }

  public static Models of(Model model) {
    return new Models(List.of(""), List.of(model));
  }

  public int count() {
    return list.size();
  }

  public List<ParameterStore> stores() {
    return list.stream().map(Model::store).toList();
  }

  /** The index of the model that has this model's parameters; −1 if there is none. */
  public int index(Model model) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).store() == model.store()) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the model with that name. */
  public int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new CotangentException(
          "no model has the name '" + name + "', expected one of " + names);
    }
    return index;
  }

  /** The parameters of one model. */
  public List<NamedParameter> parameters(int model) {
    return list.get(model).parameters().stream()
        .map(each -> new NamedParameter(names.get(model), each))
        .toList();
  }

  /** The parameters of all models. */
  public List<NamedParameter> parameters() {
    return IntStream.range(0, count()).mapToObj(this::parameters).flatMap(List::stream).toList();
  }

  /** The plugins of all models, with paths that start with the models' names. */
  public List<PluginUse> plugins() {
    return IntStream.range(0, count())
        .boxed()
        .flatMap(i -> list.get(i).plugins().stream().map(use -> use.in(names.get(i))))
        .toList();
  }

  @Override
  public String toString() {
    return count() == 1 ? list.get(0).toString() : names.toString();
  }
}
