/**
 * Contracts that prove a plugin right: {@code ActivationContract.check(MyActivation.class)}, or as
 * JUnit tests that show up one by one a subclass of {@link
 * dev.cotangent.testkit.ActivationContractTest}.
 */
@NullMarked
package dev.cotangent.testkit;

import org.jspecify.annotations.NullMarked;
