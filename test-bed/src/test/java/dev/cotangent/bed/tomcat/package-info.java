/** A server that deploys a web application again and again, in a JVM of its own. */
@NullMarked
package dev.cotangent.bed.tomcat;

import org.jspecify.annotations.NullMarked;
