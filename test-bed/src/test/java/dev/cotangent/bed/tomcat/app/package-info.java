/** The classes of a web application; its libraries are in its own folder. */
@NullMarked
package dev.cotangent.bed.tomcat.app;

import org.jspecify.annotations.NullMarked;
