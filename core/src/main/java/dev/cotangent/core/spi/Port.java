package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;

/**
 * The type of one input or output of a layer or model.
 *
 * @param dtype F32, I32 or BOOL. In gradient checks, which use double precision, tensors of an F32
 *     port are F64.
 * @param sample shape of one sample, without the batch axis
 */
public record Port(DType dtype, Shape sample) {

  /** Checks the type. */
  public Port {
    Given.of("port: the dtype", dtype);
    Given.of("port: the sample's shape", sample);
    if (dtype == DType.F64) {
      throw new CotangentException("port: dtype F64, expected F32, I32 or BOOL");
    }
  }

  /** Returns an F32 port. */
  public static Port of(Shape sample) {
    return new Port(DType.F32, sample);
  }

  /** Whether the port accepts tensors of a type: an F32 port accepts F64 as well. */
  public boolean takes(DType other) {
    return dtype == DType.F32 ? other.isFloating() : dtype == other;
  }

  @Override
  public String toString() {
    return dtype + sample.toString();
  }
}
