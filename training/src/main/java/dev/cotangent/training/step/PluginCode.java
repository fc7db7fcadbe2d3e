package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PluginUse;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.optim.Ema;
import dev.cotangent.training.models.Models;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The third-party plugins that affect a training's numbers, as a checkpoint identifies them: by
 * class and a hash of the class file. Built-in ones are covered by the numerics version.
 */
public final class PluginCode {

  private static final Pattern OURS =
      Pattern.compile("dev\\.cotangent\\.(core|activations|layers|optim|training)\\..*");

  private final Map<String, Json> found = new TreeMap<>();

  private PluginCode() {}

  /** The plugins of a training and of its models. */
  public static JsonArray of(StepSettings settings) {
    PluginCode code = new PluginCode();
    for (Model model : Models.of(settings.objective().models()).list()) {
      for (PluginUse use : model.plugins()) {
        code.object(use.plugin(), model.registry()).ifPresent(it -> code.add(use.plugin(), it));
      }
    }
    settings.objective().loss().ifPresent(loss -> code.add(PluginKind.LOSS, loss.id(), loss));
    for (Optimizer rule : settings.groups().rules()) {
      code.add(PluginKind.OPTIMIZER, rule.id(), rule);
      if (rule instanceof Ema ema) {
        code.add(PluginKind.OPTIMIZER, ema.base().id(), ema.base());
      }
    }
    code.add(PluginKind.SCHEDULE, settings.schedule().id(), settings.schedule());
    return JsonArray.of(code.found.values().stream().toList());
  }

  private Optional<Object> object(RegistryEntry plugin, Registry registry) {
    try {
      return Optional.of(
          plugin.kind() == PluginKind.ACTIVATION
              ? registry.activation(plugin.id())
              : registry.layer(plugin.id()));
    } catch (CotangentException notRegistered) {
      return Optional.empty();
    }
  }

  private void add(PluginKind kind, String id, Object plugin) {
    add(RegistryEntry.of(kind, id, plugin), plugin);
  }

  private void add(RegistryEntry entry, Object plugin) {
    if (!OURS.matcher(entry.className()).matches()) {
      JsonObject json =
          JsonObject.builder()
              .put("kind", entry.kind().id())
              .put("id", entry.id())
              .put("class", name(plugin.getClass()))
              .put("code", hash(plugin.getClass()))
              .build();
      found.put(entry.kind() + " " + entry.id(), json);
    }
  }

  /** The name of a class; hidden and generated classes have a different one each time. */
  private static String name(Class<?> type) {
    return type.isHidden() || Proxy.isProxyClass(type) ? "generated" : type.getName();
  }

  /** The SHA-256 of a class file; null if there is none, as for a lambda. */
  private static Json hash(Class<?> type) {
    String name = type.getName();
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        return new Json.Null();
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return Json.of(HexFormat.of().formatHex(digest));
    } catch (IOException | NoSuchAlgorithmException unreadable) {
      return new Json.Null();
    }
  }
}
