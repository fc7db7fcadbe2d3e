package dev.cotangent.commonsmath;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Converts between F64 tensors and Commons Math matrices. All results are copies. */
public final class Matrices {

  private Matrices() {}

  /**
   * Evaluates a tensor with two axes and returns its value as a matrix.
   *
   * @throws ShapeException if it does not have two axes
   */
  public static RealMatrix of(Tensor tensor) {
    Shape shape = tensor.shape();
    if (shape.rank() != 2) {
      throw new ShapeException("matrix: the shape is " + shape + ", expected two axes");
    }
    return of(tensor.toDoubles(), shape.dim(0), shape.dim(1));
  }

  /** The F64 constant [rows, columns] with the values of a matrix. */
  public static Tensor toTensor(RealMatrix matrix) {
    int columns = matrix.getColumnDimension();
    double[] values = new double[Math.multiplyExact(matrix.getRowDimension(), columns)];
    for (int row = 0; row < matrix.getRowDimension(); row++) {
      System.arraycopy(matrix.getRow(row), 0, values, row * columns, columns);
    }
    return Tensor.f64(Shape.of(matrix.getRowDimension(), columns), values);
  }

  /** Creates a matrix from row-major values. */
  static RealMatrix of(double[] values, int rows, int columns) {
    double[][] cells = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * columns, cells[row], 0, columns);
    }
    return new Array2DRowRealMatrix(cells, false);
  }
}
