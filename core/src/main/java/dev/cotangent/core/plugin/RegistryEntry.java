package dev.cotangent.core.plugin;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plugin, as lists and errors name it.
 *
 * @param kind {@code activation}, {@code layer}, {@code loss}, {@code metric}, {@code optimizer},
 *     {@code schedule}, {@code op} or {@code kernels}
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
    } catch (Throwable failure) {
      throw failed(method, failure);
    }
    if (result == null) {
      throw new PluginException(this, method + " returned null");
    }
    return result;
  }

  /**
   * As {@link #call}, and what the code says of what it was given names the plugin, too, such as a
   * shape error of an op.
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

  /** One with a cause was named on the way, by the innermost plugin or function. */
  private static boolean isNamed(CotangentException said) {
    return said.getCause() instanceof CotangentException;
  }

  /** A message that begins with the plugin's id names it already. */
  private String named(String method, CotangentException said) {
    String message = String.valueOf(said.getMessage());
    boolean names = message.startsWith(id) || message.startsWith(kind + " '" + id + "'");
    return names ? message : this + ": " + method + ": " + message;
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
