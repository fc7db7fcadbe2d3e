package dev.cotangent.testkit;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.SpecJson;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.testkit.Variants.Variant;
import java.util.function.Supplier;

/**
 * What is saved is all that there is: a plugin that is made anew and given the attributes of
 * another does what the other does, to the bit, whatever the other's attributes and components are.
 *
 * @param fresh a plugin as it is made when a file is loaded
 * @param <T> the kind of plugin
 */
record SavedCheck<T>(
    Behaviour<T> behaviour, T plugin, Supplier<? extends T> fresh, Registry registry) {

  void run() {
    Trace own = behaviour.trace(plugin);
    Attributes attributes = behaviour.attributes(plugin);
    own.sameAs("another object of the class", behaviour.trace(loaded(plugin)));
    defaults(attributes, own);
    Variants<T> variants = new Variants<>(behaviour, plugin);
    variants.compareNames();
    for (Variant<T> variant : variants.all()) {
      check(variant, own);
    }
    own.sameAs("after others of the class were made", behaviour.trace(plugin));
    Attributes afterwards = behaviour.attributes(plugin);
    Checks.that(
        afterwards.equals(attributes),
        "with(…) changes the plugin itself, from " + attributes + " to " + afterwards);
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
        what + " it does something else, but equals the plugin without it");
  }

  /** A file names a plugin by its id, and its attributes are given to the one that is found. */
  private void sameId(String what, T other) {
    String own = behaviour.id(plugin);
    String found = behaviour.id(other);
    Checks.that(
        found.equals(own),
        what + " its id is '" + found + "' and not '" + own + "', as it is made");
  }

  private String text(Variant<T> variant) {
    return behaviour.attributes(variant.plugin()).toString();
  }

  /** As a file holds it, where numbers are text. */
  private T loaded(T other) {
    Attributes saved = behaviour.attributes(other);
    T made = fresh.get();
    return behaviour.alike(behaviour.with(made, read(saved)), other);
  }

  private Attributes read(Attributes saved) {
    String text = SpecJson.encode("plugin", saved).compact();
    try {
      return SpecJson.attributes(Json.parseObject(text), registry);
    } catch (CotangentException notRegistered) { // a layer within it that only a program knows
      return saved;
    }
  }

  /** Attributes that are not given have the values that the constructor gives. */
  private void defaults(Attributes all, Trace own) {
    T made = fresh.get();
    Trace constructed = behaviour.trace(made);
    if (!behaviour.attributes(made).equals(all)) {
      return; // a plugin with attributes of its own
    }
    own.sameAs("the class as it is made", constructed);
    absent("with(no attributes)", Attributes.none(), constructed);
    for (String name : all.names()) {
      absent("with(all but '" + name + "')", all.without(name), constructed);
    }
  }

  private void absent(String what, Attributes given, Trace expected) {
    T made;
    try {
      made = behaviour.with(fresh.get(), given);
    } catch (CotangentException compulsory) {
      return;
    }
    expected.sameAs(what, behaviour.trace(behaviour.alike(made, fresh.get())));
  }
}
