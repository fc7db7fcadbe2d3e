package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.KernelsProvider;
import dev.cotangent.core.math.Fma;
import java.util.Locale;

/**
 * Provides the vector kernels on machines where they are fast. It uses no type of the Vector API,
 * so that it loads on every machine.
 */
public final class VectorKernelsProvider implements KernelsProvider {

  static final String ID = "vector";

  private static final String MODULE = "jdk.incubator.vector";

  /** For ServiceLoader. */
  public VectorKernelsProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String unavailableBecause() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "the module "
          + MODULE
          + " is not in the boot layer; add --add-modules "
          + MODULE
          + " to the java command";
    }
    String compiler = compilerMissing();
    if (!compiler.isEmpty()) {
      return compiler;
    }
    if (!Fma.isFast()) {
      return "this machine has no fused multiply-add in hardware";
    }
    try {
      return VectorKernels.unavailableBecause();
    } catch (LinkageError e) {
      return "the Vector API could not be loaded: " + e;
    }
  }

  /**
   * Checks for C2: without it every vector operation allocates an object and takes about a hundred
   * times as long.
   */
  private static String compilerMissing() {
    String vm = System.getProperty("java.vm.name", "");
    String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
    boolean hotSpot =
        (vm.contains("HotSpot") || vm.contains("OpenJDK")) && vm.contains("Server VM");
    // "emulated-client" is the mode that a server VM reports when limited to C1
    if (!hotSpot || mode.contains("interpreted mode") || mode.contains("emulated-client")) {
      return "the vector kernels need a HotSpot VM with its C2 compiler, and this is "
          + vm
          + ", "
          + mode;
    }
    return "";
  }

  @Override
  public Kernels create() {
    String reason = unavailableBecause();
    if (!reason.isEmpty()) {
      throw new IllegalStateException("the vector kernels cannot be used: " + reason);
    }
    TypeProfiles.mature();
    return new VectorKernels();
  }
}
