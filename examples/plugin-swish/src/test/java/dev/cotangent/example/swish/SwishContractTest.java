package dev.cotangent.example.swish;

import dev.cotangent.testkit.ActivationContractTest;

/** All that an activation has to keep: one test for each check. */
class SwishContractTest extends ActivationContractTest {

  SwishContractTest() {
    super(Swish.class);
  }
}
