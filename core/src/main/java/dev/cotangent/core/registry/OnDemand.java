package dev.cotangent.core.registry;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of one kind, discovered when they are first asked for: a service that only predicts
 * needs neither losses nor optimizers. Thread-safe; they are discovered once.
 */
final class OnDemand<T> {

  private final Supplier<Catalogue<T>> discovery;
  private volatile @Nullable Catalogue<T> found;

  OnDemand(Supplier<Catalogue<T>> discovery) {
    this.discovery = discovery;
  }

  /** Plugins that have been discovered. */
  static <T> OnDemand<T> of(Catalogue<T> known) {
    return new OnDemand<>(() -> known);
  }

  Catalogue<T> get() {
    @Nullable Catalogue<T> known = found;
    return known == null ? discover() : known;
  }

  private synchronized Catalogue<T> discover() {
    @Nullable Catalogue<T> known = found;
    if (known == null) {
      known = discovery.get();
      found = known;
    }
    return known;
  }
}
