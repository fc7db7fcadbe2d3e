/**
 * The contracts of ops, and the leaves of graphs: constants, inputs and parameters. The ops are in
 * the packages below, one file each with formula, derivative, shape rule and reference evaluation.
 */
@NullMarked
package dev.cotangent.core.op;

import org.jspecify.annotations.NullMarked;
