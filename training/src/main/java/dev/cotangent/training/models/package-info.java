/** The models of an objective and their parameters by name. Internal. */
@NullMarked
package dev.cotangent.training.models;

import org.jspecify.annotations.NullMarked;
