package dev.cotangent.core.plugin;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.event.Events;

/**
 * Thrown when a plugin fails or returns an invalid result; the message names the plugin's id, class
 * and jar, and the method. An exception of the plugin is the cause.
 */
public final class PluginException extends CotangentException {

  private static final long serialVersionUID = 1L;

  private final transient RegistryEntry plugin;

  /** An error of a plugin. */
  public PluginException(RegistryEntry plugin, String message) {
    super(plugin + ": " + message);
    this.plugin = plugin;
    record(plugin, "", message);
  }

  /** An error of a plugin, with the exception that it threw. */
  public PluginException(RegistryEntry plugin, String message, Throwable cause) {
    super(plugin + ": " + message, cause);
    this.plugin = plugin;
    record(plugin, cause.getClass().getName(), message);
  }

  private static void record(RegistryEntry plugin, String exception, String message) {
    Events.pluginFailed(
        plugin.kind().id(), plugin.id(), plugin.className(), plugin.location(), exception, message);
  }

  /** The plugin that failed. */
  public RegistryEntry plugin() {
    return plugin;
  }
}
