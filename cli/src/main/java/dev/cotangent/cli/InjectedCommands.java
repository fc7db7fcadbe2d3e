package dev.cotangent.cli;

import com.google.inject.Injector;
import picocli.CommandLine;

/** Creates commands by Guice, and picocli's own classes by its default factory. */
record InjectedCommands(Injector injector) implements CommandLine.IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type.getPackage() == Main.class.getPackage()
        ? injector.getInstance(type)
        : CommandLine.defaultFactory().create(type);
  }
}
