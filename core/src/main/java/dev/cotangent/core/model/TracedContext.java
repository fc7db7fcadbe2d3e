package dev.cotangent.core.model;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ForwardContext;
import java.util.List;

/** A context that may want to know which plugin makes which node. */
interface TracedContext extends ForwardContext {

  /** A plugin has made some tensors of others. */
  void made(PluginUse maker, List<Tensor> inputs, List<Tensor> outputs);
}
