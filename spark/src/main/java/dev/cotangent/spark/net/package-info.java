/**
 * Bytes between the members of a training: connections over Netty, without any class of Spark.
 *
 * <p>Each member binds a {@link dev.cotangent.spark.net.MemberServer}, learns the addresses of all
 * and gets a {@link dev.cotangent.spark.net.MemberExchange} when all connections stand. Both sides
 * of a connection prove that they know the secret of the job; what they send afterwards is neither
 * encrypted nor signed.
 */
@NullMarked
package dev.cotangent.spark.net;

import org.jspecify.annotations.NullMarked;
