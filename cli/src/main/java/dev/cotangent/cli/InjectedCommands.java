package dev.cotangent.cli;

import com.google.inject.Injector;
import picocli.CommandLine;

/** Lets Guice make the commands, and picocli everything of its own. */
record InjectedCommands(Injector injector) implements CommandLine.IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type.getPackage() == Main.class.getPackage()
        ? injector.getInstance(type)
        : CommandLine.defaultFactory().create(type);
  }
}
