package dev.cotangent.core.plugin;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.foreign.Locations;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a plugin in lists and errors.
 *
 * @param kind the kind of plugin
 * @param id the id by which it is found
 * @param className its class
 * @param location the jar, folder or module that its class comes from
 */
public record RegistryEntry(PluginKind kind, String id, String className, String location) {

  /** Returns the entry of a plugin that did not come from a registry, such as an op. */
  public static RegistryEntry of(PluginKind kind, String id, Object plugin) {
    Class<?> type = plugin.getClass();
    return new RegistryEntry(kind, id, type.getName(), Locations.of(type));
  }

  /**
   * Runs plugin code; a failure names the plugin.
   *
   * @param method name of the method called, for the message
   * @return what the code returns
   * @throws PluginException if it throws anything but a {@link CotangentException}, or returns null
   * @throws CotangentException as the code throws it, unchanged, since it is about the plugin's
   *     input
   */
  public <T> T call(String method, Supplier<T> code) {
    @Nullable T result;
    try {
      result = code.get();
    } catch (CotangentException said) {
      throw said;
    } catch (Throwable failure) {
      throw failed(method, failure);
    }
    if (result == null) {
      throw new PluginException(this, method + " returned null");
    }
    return result;
  }

  /**
   * Like {@link #call}, but errors of the code about its input, such as a shape error of an op,
   * name the plugin as well.
   *
   * @throws PluginException if the code throws, or returns null
   * @throws ShapeException if the code throws one
   */
  public <T> T callNaming(String method, Supplier<T> code) {
    try {
      return call(method, code);
    } catch (ShapeException said) {
      throw isNamed(said) ? said : new ShapeException(named(method, said), said);
    } catch (CotangentException said) {
      boolean plain = said.getClass() == CotangentException.class;
      throw plain && !isNamed(said) ? new CotangentException(named(method, said), said) : said;
    }
  }

  /**
   * Whether the innermost plugin or function was named already: then the error has such a cause.
   */
  private static boolean isNamed(CotangentException said) {
    return said.getCause() instanceof CotangentException;
  }

  /** Prepends the plugin's name, unless the message begins with its id. */
  private String named(String method, CotangentException said) {
    String message = String.valueOf(said.getMessage());
    boolean names = message.startsWith(id) || message.startsWith(kind + " '" + id + "'");
    return names ? message : this + ": " + method + ": " + message;
  }

  /** Creates the error for a method of the plugin that threw. */
  public PluginException failed(String method, Throwable failure) {
    String message = method + " failed: " + CotangentException.describe(failure);
    return new PluginException(this, message, failure);
  }

  @Override
  public String toString() {
    return kind + " '" + id + "' (" + className + " in " + location + ")";
  }
}
