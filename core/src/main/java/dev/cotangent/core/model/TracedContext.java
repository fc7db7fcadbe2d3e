package dev.cotangent.core.model;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.ForwardContext;
import java.util.List;

/** A context that may record which plugin creates which node. */
interface TracedContext extends ForwardContext {

  /** Called when a plugin has computed tensors from others. */
  void made(PluginUse maker, List<Tensor> inputs, List<Tensor> outputs);
}
