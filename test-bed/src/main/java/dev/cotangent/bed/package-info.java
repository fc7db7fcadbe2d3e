/**
 * The program of the test bed, in a jar of its own as a user would pack it. Tests run it in every
 * place where an application may run, and compare the hash that it prints.
 */
@NullMarked
package dev.cotangent.bed;

import org.jspecify.annotations.NullMarked;
