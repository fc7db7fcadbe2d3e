/** The LSTM: one op for all steps of a sequence, with its gradient. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.recurrent;
