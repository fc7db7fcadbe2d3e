package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cotangent summary}. */
@Command(
    name = "summary",
    description = "Show the layers of a model with their output shapes and parameter counts.",
    footerHeading = "%nExample:%n",
    footer = {
      "  cotangent train --data builtin:iris --out iris",
      "  cotangent summary --model iris",
      "",
      "Parameters are the trainable weights; states, such as the mean of a normalization layer, are"
          + " counted separately. Shapes are those of one sample, without the batch dimension."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class SummaryCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final ModelOptions options = new ModelOptions();
  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  SummaryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Registry registry = plugins.open()) {
      Model model = options.load(registry);
      console.out().print(LayerTable.of(model));
      console.out().flush();
    }
    return 0;
  }
}
