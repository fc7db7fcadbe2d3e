package dev.cotangent.core.registry;

import dev.cotangent.core.CotangentException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plugin, as lists and errors name it.
 *
 * @param kind {@code activation}, {@code layer}, {@code loss}, {@code optimizer}, {@code schedule},
 *     {@code op} or {@code kernels}
 * @param id what it is asked for by
 * @param className its class
 * @param location the jar, folder or module that its class comes from
 */
public record RegistryEntry(String kind, String id, String className, String location) {

  /** What to call a plugin that was not asked for by its id, such as an op. */
  public static RegistryEntry of(String kind, String id, Object plugin) {
    Class<?> type = plugin.getClass();
    return new RegistryEntry(kind, id, type.getName(), Locations.of(type));
  }

  /**
   * Runs some of the plugin's code, so that a failure names the plugin.
   *
   * @param method what is called, for the message
   * @return what the code returns
   * @throws PluginException if it throws anything but a {@link CotangentException}, or returns null
   * @throws CotangentException as the code throws it, since it says what the plugin was given
   */
  public <T> T call(String method, Supplier<T> code) {
    @Nullable T result;
    try {
      result = code.get();
    } catch (CotangentException said) {
      throw said;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      throw failed(method, failure);
    }
    if (result == null) {
      throw new PluginException(this, method + " returned null");
    }
    return result;
  }

  /** The error about a method of the plugin that has thrown. */
  public PluginException failed(String method, Throwable failure) {
    String message = method + " failed: " + CotangentException.saidBy(failure);
    return new PluginException(this, message, failure);
  }

  @Override
  public String toString() {
    return kind + " '" + id + "' (" + className + " in " + location + ")";
  }
}
