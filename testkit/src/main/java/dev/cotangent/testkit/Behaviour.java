package dev.cotangent.testkit;

import dev.cotangent.core.spi.Attributes;

/**
 * Observes plugins of one kind, so that two of them can be compared.
 *
 * @param <T> the kind, such as {@code Activation}
 */
interface Behaviour<T> {

  /** Runs the plugin and records its results. */
  Trace trace(T plugin);

  /** The plugin's id. */
  String id(T plugin);

  /** The plugin's attributes. */
  Attributes attributes(T plugin);

  /** Returns the plugin with the given attributes. */
  T with(T plugin, Attributes attributes);

  /** Uses the plugin, and others of its class, in ways that could reveal shared state. */
  default void provoke(T plugin) {
    new Variants<>(this, plugin).all();
  }

  /** Whether absent attributes keep the plugin's values. */
  default boolean keepsOthers() {
    return false;
  }

  /** Copies what is saved besides the attributes, such as a learning rate, from a model. */
  default T alike(T plugin, T model) {
    return plugin;
  }
}
