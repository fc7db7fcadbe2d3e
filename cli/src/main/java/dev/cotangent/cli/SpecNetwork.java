package dev.cotangent.cli;

import dev.cotangent.core.DType;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphBuilder;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.Normalize;
import dev.cotangent.training.data.Normalizer;
import dev.cotangent.training.table.FeatureEncoding;
import java.util.ArrayList;
import java.util.List;

/** The network of {@code --spec}, preceded by a layer that scales its numeric inputs. */
final class SpecNetwork {

  private final Normalize.Kind kind;
  private final Dataset train;
  private final Signature inputs;

  private SpecNetwork(Normalize.Kind kind, Dataset train, Signature inputs) {
    this.kind = kind;
    this.train = train;
    this.inputs = inputs;
  }

  static Sequential of(
      LayerSpec spec, Normalize.Kind kind, Dataset train, FeatureEncoding encoding) {
    List<LayerSpec> layers = new ArrayList<>();
    if (kind != Normalize.Kind.NONE) {
      SpecNetwork network = new SpecNetwork(kind, train, encoding.signature());
      layers.add(
          encoding.inputs().isEmpty() ? Normalizer.fit(train, kind) : Graph.of(network::scaleEach));
    }
    layers.add(spec);
    return new Sequential(layers);
  }

  /** Scales the F32 inputs and passes the I32 ones unchanged, all under their own names. */
  private void scaleEach(GraphBuilder g) {
    for (String name : inputs.names()) {
      GraphNode x = g.input(name);
      boolean numbers = inputs.port(name).dtype() == DType.F32;
      g.output(name, numbers ? g.apply("scale-" + name, Normalizer.fit(train, name, kind), x) : x);
    }
  }
}
