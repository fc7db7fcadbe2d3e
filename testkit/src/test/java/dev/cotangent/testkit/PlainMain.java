package dev.cotangent.testkit;

import dev.cotangent.activations.Silu;
import dev.cotangent.optim.Adam;

/** Contracts without JUnit. */
final class PlainMain {

  private PlainMain() {}

  /** Ends with exit code 0 if the contracts can be run, find what is wrong, and JUnit is away. */
  public static void main(String[] arguments) {
    ActivationContract.check(Silu.class);
    OptimizerContract.check(Adam.class);
    ContractReport report = ActivationContract.of(UndeclaredSwish.class).report("services");
    System.out.println(report);
    try {
      Class.forName("org.junit.jupiter.api.Test");
      System.exit(1);
    } catch (ClassNotFoundException away) {
      System.out.println("no JUnit");
    }
  }
}
