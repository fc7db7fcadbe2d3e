/**
 * Contracts that test plugins: call {@code ActivationContract.check(MyActivation.class)} or, for
 * one JUnit test per check, extend {@link dev.cotangent.testkit.ActivationContractTest}.
 */
@NullMarked
package dev.cotangent.testkit;

import org.jspecify.annotations.NullMarked;
