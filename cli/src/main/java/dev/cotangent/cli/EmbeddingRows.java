package dev.cotangent.cli;

import dev.cotangent.core.model.LayerRow;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.training.table.EncodedFeature;
import dev.cotangent.training.table.FeatureEncoding;
import dev.cotangent.training.table.FeatureKind;
import dev.cotangent.training.table.TableInput;
import java.util.List;

/** Checks that the embeddings of a network have a row for each category of their column. */
final class EmbeddingRows {

  private EmbeddingRows() {}

  /**
   * Checks the embeddings that inputs of the outermost graph feed; a category without a row would
   * make the loss NaN in the first step.
   *
   * @throws UserError if one has too few rows, with layer, input and column
   */
  static void check(Model model, FeatureEncoding encoding) {
    List<LayerRow> wired =
        model.layers().stream().filter(layer -> !layer.takes().isEmpty()).toList();
    int outermost = wired.stream().mapToInt(EmbeddingRows::depth).min().orElse(0);
    for (LayerRow layer : wired) {
      if (depth(layer) == outermost && layer.spec() instanceof IndexInput indexed) {
        check(layer, indexed.indices(), encoding);
      }
    }
  }

  private static int depth(LayerRow layer) {
    return (int) layer.path().chars().filter(c -> c == '.').count();
  }

  private static void check(LayerRow layer, int rows, FeatureEncoding encoding) {
    for (TableInput input : encoding.inputs()) {
      for (int place :
          layer.takes().contains(input.name()) ? input.features() : List.<Integer>of()) {
        EncodedFeature column = encoding.features().get(place);
        int needed = column.categories().size() + 1;
        if (column.kind() == FeatureKind.EMBEDDING && needed > rows) {
          throw new UserError(
              "--spec: "
                  + layer.spec().id()
                  + " '"
                  + layer.path().substring(layer.path().lastIndexOf('.') + 1)
                  + "' has "
                  + rows
                  + " rows, expected "
                  + needed
                  + " for input '"
                  + input.name()
                  + "': column '"
                  + column.name()
                  + "' has "
                  + (needed - 1)
                  + " categories, and row 0 is for unknown ones");
        }
      }
    }
  }
}
