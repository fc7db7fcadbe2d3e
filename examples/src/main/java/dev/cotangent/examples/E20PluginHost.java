package dev.cotangent.examples;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import dev.cotangent.training.source.BuiltinData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An application whose users supply activations as plugin jars: broken plugins are reported and
 * skipped.
 */
public final class E20PluginHost {

  private E20PluginHost() {}

  /**
   * Prints the result of training a small network with each of the activations.
   *
   * @param args the folder with the jars
   */
  public static void main(String[] args) {
    results(Path.of(args[0])).forEach((id, result) -> System.out.println(id + ": " + result));
  }

  /** The loss with each activation from the jars, or its error message. */
  static SortedMap<String, String> results(Path folder) {
    SortedMap<String, String> results = new TreeMap<>();
    try (Registry registry = Registry.withPlugins(folder)) {
      registry.problems().forEach(problem -> System.out.println("skipped: " + problem));
      for (RegistryEntry plugin : registry.entries()) {
        if (plugin.kind() == PluginKind.ACTIVATION && plugin.location().startsWith("" + folder)) {
          results.put(plugin.id(), train(plugin.id(), registry));
        }
      }
    }
    return results;
  }

  private static String train(String activation, Registry registry) {
    Dataset iris = BuiltinData.iris();
    try {
      Model model =
          Sequential.of(Dense.of(16), Activate.with(activation), Dense.of(iris.classes()))
              .build(iris.sampleShape(), 7, registry);
      History history =
          Trainer.of(model)
              .loss(CrossEntropy.ofClassIndices())
              .optimizer(Adam.of(0.02))
              .stepLimit(Duration.ofSeconds(5)) // for code that may not return
              .fit(iris, 20);
      return "loss " + history.last().loss();
    } catch (CotangentException failure) { // the model is as it was before the step
      return "fails: " + failure.getMessage();
    }
  }
}
