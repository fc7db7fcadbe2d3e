package dev.cotangent.cli;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Sequential;
import dev.cotangent.layers.Slice;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import dev.cotangent.training.table.EncodedFeature;
import dev.cotangent.training.table.FeatureEncoding;
import dev.cotangent.training.table.FeatureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The first layers of a network: scaling of the numeric features, concatenated with embeddings of
 * the categorical ones.
 */
final class InputLayers {

  private static final int LARGEST = 600;

  private final Normalize.Kind kind;
  private final OptionalInt size;
  private final Dataset train;
  private final List<LayerSpec> branches = new ArrayList<>();

  private InputLayers(Normalize.Kind kind, OptionalInt size, Dataset train) {
    this.kind = kind;
    this.size = size;
    this.train = train;
  }

  /** The layers for samples of that encoding; empty if features need neither. */
  static List<LayerSpec> of(TrainSettings settings, Dataset train, FeatureEncoding encoding) {
    InputLayers layers = new InputLayers(settings.normalize(), settings.embeddingSize(), train);
    return encoding.kinds().contains(FeatureKind.EMBEDDING)
        ? List.of(layers.branches(encoding.features()))
        : layers.scaled(train);
  }

  private List<LayerSpec> scaled(Dataset data) {
    return kind == Normalize.Kind.NONE ? List.of() : List.of(Normalizer.fit(data, kind));
  }

  private LayerSpec branches(List<EncodedFeature> features) {
    int from = 0;
    int at = 0;
    for (EncodedFeature feature : features) {
      if (feature.kind() == FeatureKind.EMBEDDING) {
        addNumbers(from, at);
        addEmbedding(at, feature.categories().size());
        from = at + 1;
      }
      at += feature.width();
    }
    addNumbers(from, at);
    return Parallel.concat(branches.toArray(LayerSpec[]::new));
  }

  private void addNumbers(int from, int to) {
    if (from < to) {
      List<LayerSpec> layers = new ArrayList<>(List.of(Slice.of(from, to)));
      layers.addAll(scaled(part(from, to)));
      branches.add(new Sequential(layers));
    }
  }

  /** Row 0 of the embedding is for unknown categories. */
  private void addEmbedding(int at, int categories) {
    int length = size.orElse(usualSize(categories));
    branches.add(
        Sequential.of(Slice.of(at, at + 1), Embedding.of(categories + 1, length), new Flatten()));
  }

  /** The rule of thumb of fastai's tabular models: 1.6·n^0.56, from 1 to {@value #LARGEST}. */
  private static int usualSize(int categories) {
    return (int) Math.min(LARGEST, Math.max(1, Math.round(1.6 * StrictMath.pow(categories, 0.56))));
  }

  /** The training samples with features {@code from} to {@code to} only, and targets of 0. */
  private Dataset part(int from, int to) {
    int width = to - from;
    float[] values = new float[train.size() * width];
    for (int row = 0; row < train.size(); row++) {
      System.arraycopy(train.features(row), from, values, row * width, width);
    }
    return Dataset.regression(Shape.of(width), values, Shape.of(1), new float[train.size()]);
  }
}
