package dev.cotangent.testkit;

import dev.cotangent.core.model.Attributes;

/**
 * What a kind of plugin can be asked, so that two of a kind can be compared.
 *
 * @param <T> the kind, as in {@code Activation}
 */
interface Behaviour<T> {

  /** Everything that the plugin does. */
  Trace trace(T plugin);

  /** Its id, by which a file names it. */
  String id(T plugin);

  /** Its attributes. */
  Attributes attributes(T plugin);

  /** The plugin with those attributes. */
  T with(T plugin, Attributes attributes);

  /** Does with the plugin, and with others of its class, what could change it. */
  default void provoke(T plugin) {
    new Variants<>(this, plugin).all();
  }

  /** Whether attributes that are not given keep the values that the plugin has. */
  default boolean keepsOthers() {
    return false;
  }

  /** What is saved beside the attributes, such as a learning rate, given to another. */
  default T alike(T plugin, T model) {
    return plugin;
  }
}
