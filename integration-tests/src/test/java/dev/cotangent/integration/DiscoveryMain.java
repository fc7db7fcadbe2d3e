package dev.cotangent.integration;

import dev.cotangent.core.registry.Registry;

/** Prints the entries of the registry, one per line, and the kernels it chooses. */
public final class DiscoveryMain {

  private DiscoveryMain() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    try (Registry registry = Registry.standard()) {
      registry.entries().forEach(entry -> System.out.println(entry.kind() + " " + entry.id()));
      System.out.println("kernels " + registry.kernels().id());
    }
  }
}
