package dev.cotangent.integration.bits;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.registry.Registry;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Runs every case and prints, a line each, the kernel set, the hash of its bits, and its name. A
 * case that fails has its exception in place of the hash. The first line names processor, byte
 * order and the number of floats in a vector.
 *
 * <p>Arguments: kernel sets, and {@code any} for the cases that need none.
 */
public final class CasesMain {

  /** Stands for the kernels of cases that need none. */
  static final String ANY = "any";

  private CasesMain() {}

  /** See the class. */
  public static void main(String[] args) {
    list(List.of(args), System.out);
  }

  /** Prints the list for some kernel sets. */
  public static void list(List<String> sets, PrintStream out) {
    String order = "" + ByteOrder.nativeOrder();
    out.println("machine " + System.getProperty("os.arch") + " " + order + " " + lanes());
    try (Registry registry = Registry.standard()) {
      List<BitsCase> cases = BitsCases.all(registry);
      for (String set : sets) {
        Kernels kernels = set.equals(ANY) ? registry.portable() : registry.kernels(set);
        cases.stream()
            .filter(each -> each.usesKernels() != set.equals(ANY))
            .forEach(each -> out.println(set + " " + hash(each, kernels) + " " + each.name()));
      }
    }
  }

  /** Number of floats in a vector; 0 without the Vector API. */
  private static int lanes() {
    try {
      Object species =
          Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null);
      Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
      return (int) type.getMethod("length").invoke(species);
    } catch (ReflectiveOperationException none) {
      return 0;
    }
  }

  private static String hash(BitsCase each, Kernels kernels) {
    Bits bits = new Bits();
    try {
      each.computation().run(kernels, bits);
      return bits.sha256();
    } catch (Exception | AssertionError | StackOverflowError failure) {
      return String.valueOf(failure).replaceAll("\\s+", "_");
    }
  }
}
