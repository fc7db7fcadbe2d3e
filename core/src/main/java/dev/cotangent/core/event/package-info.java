/**
 * Events for the JDK's flight recorder. The only package that uses {@code jdk.jfr}, which a JVM may
 * lack: then nothing is recorded.
 */
@NullMarked
package dev.cotangent.core.event;

import org.jspecify.annotations.NullMarked;
