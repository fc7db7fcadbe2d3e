package dev.cotangent.cli;

import dev.cotangent.core.Numerics;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The lines of {@code --version}: version, numerics and Java. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Objects.requireNonNullElse(
            Main.class.getPackage().getImplementationVersion(), "(not packaged)");
    return new String[] {
      "cotangent " + version,
      "numerics " + Numerics.VERSION + ", Java " + System.getProperty("java.version")
    };
  }
}
