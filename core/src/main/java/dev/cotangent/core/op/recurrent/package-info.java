/** The LSTM, as one op for all steps of a sequence, and its gradient. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.recurrent;
