package dev.cotangent.core.model;

import dev.cotangent.core.Tensor;

/** A context that may want to know which plugin makes which node. */
interface TracedContext extends ForwardContext {

  /** A plugin has made one tensor of another. */
  void made(PluginUse maker, Tensor x, Tensor y);
}
