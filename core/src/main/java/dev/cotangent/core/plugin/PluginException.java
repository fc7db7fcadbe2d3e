package dev.cotangent.core.plugin;

import dev.cotangent.core.CotangentException;

/**
 * A plugin failed, or gave what it must not; the message names the plugin's id, class and jar, and
 * the method. What the plugin threw, if it did, is the cause.
 */
public final class PluginException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final transient RegistryEntry plugin;

  /** An error of a plugin. */
  public PluginException(RegistryEntry plugin, String message) {
    super(plugin + ": " + message);
    this.plugin = plugin;
  }

  /** An error of a plugin, with what it threw. */
  public PluginException(RegistryEntry plugin, String message, Throwable cause) {
    super(plugin + ": " + message, cause);
    this.plugin = plugin;
  }

  /** The plugin that failed. */
  public RegistryEntry plugin() {
    return plugin;
  }
}
