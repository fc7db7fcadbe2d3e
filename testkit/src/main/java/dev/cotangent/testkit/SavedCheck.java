package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.testkit.Variants.Variant;
import java.util.function.Supplier;

/**
 * Checks that the attributes are the whole configuration: a new instance with the attributes of
 * another behaves like it, bit for bit, for any attributes and record components.
 *
 * @param fresh creates a plugin as loading a file does
 * @param <T> the kind of plugin
 */
record SavedCheck<T>(
    Behaviour<T> behaviour, T plugin, Supplier<? extends T> fresh, Registry registry) {

  void run() {
    Trace own = behaviour.trace(plugin);
    Attributes attributes = behaviour.attributes(plugin);
    own.sameAs("another instance of the class", behaviour.trace(loaded(plugin)));
    defaults(attributes, own);
    Variants<T> variants = new Variants<>(behaviour, plugin);
    variants.compareNames();
    for (Variant<T> variant : variants.all()) {
      check(variant, own);
    }
    own.sameAs("after other instances were created", behaviour.trace(plugin));
    Attributes afterwards = behaviour.attributes(plugin);
    Checks.that(
        afterwards.equals(attributes),
        "with(…) modifies the plugin itself, from " + attributes + " to " + afterwards);
  }

  private void check(Variant<T> variant, Trace own) {
    String what = "with " + variant.what();
    new Variants<>(behaviour, variant.plugin()).compareNames();
    Trace saved;
    try {
      T loaded = loaded(variant.plugin());
      sameId(what, loaded);
      saved = behaviour.trace(loaded);
    } catch (CotangentException refused) {
      throw new ContractViolation(what + ", its own attributes are refused: " + refused);
    }
    variant.trace().sameAs(what + ", saved as " + text(variant) + " and loaded", saved);
    if (behaviour.keepsOthers()) {
      T same = behaviour.with(variant.plugin(), Attributes.none());
      variant.trace().sameAs(what + ", after with(no attributes)", behaviour.trace(same));
    }
    boolean equal = variant.plugin().equals(plugin);
    Checks.that(
        !equal || variant.trace().isSameAs(own),
        what + " it behaves differently, but equals the plugin without it");
  }

  /** A file refers to a plugin by its id, so the id must not depend on attributes. */
  private void sameId(String what, T other) {
    String own = behaviour.id(plugin);
    String found = behaviour.id(other);
    Checks.that(
        found.equals(own),
        what + " its id is '" + found + "', expected '" + own + "' as after construction");
  }

  private String text(Variant<T> variant) {
    return behaviour.attributes(variant.plugin()).toString();
  }

  /** Saves and loads the plugin as a file does, with numbers as text. */
  private T loaded(T other) {
    Attributes saved = behaviour.attributes(other);
    T made = fresh.get();
    return behaviour.alike(behaviour.with(made, read(saved)), other);
  }

  private Attributes read(Attributes saved) {
    String text = SpecJson.encode("plugin", saved).compact();
    try {
      return SpecJson.attributes(Json.parseObject(text), registry);
    } catch (CotangentException notRegistered) { // it contains a layer that is not registered
      return saved;
    }
  }

  /** Absent attributes have the constructor's values. */
  private void defaults(Attributes all, Trace own) {
    T made = fresh.get();
    Trace constructed = behaviour.trace(made);
    if (!behaviour.attributes(made).equals(all)) {
      return; // a plugin without default attributes
    }
    own.sameAs("the class as constructed", constructed);
    absent("with(no attributes)", Attributes.none(), constructed);
    for (String name : all.names()) {
      absent("with(all but '" + name + "')", all.without(name), constructed);
    }
  }

  private void absent(String what, Attributes given, Trace expected) {
    T made;
    try {
      made = behaviour.with(fresh.get(), given);
    } catch (CotangentException required) {
      return;
    }
    expected.sameAs(what, behaviour.trace(behaviour.alike(made, fresh.get())));
  }
}
