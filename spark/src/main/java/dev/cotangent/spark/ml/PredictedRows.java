package dev.cotangent.spark.ml;

import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.data.DataException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;

/** The rows of a partition with their predictions, computed in batches. */
final class PredictedRows implements Iterator<InternalRow> {

  /** The largest chunk of a predictor. */
  private static final int ROWS = 256;

  private static final float[] NONE = {};

  private final Iterator<InternalRow> rows;
  private final PredictRows task;
  private final Predictor predictor;
  private final FeatureBatch batch;
  private final int width;
  private final InternalRow unknown;
  private final RowBuffer given;
  private final boolean[] valid = new boolean[ROWS];
  private float[] predictions = NONE;
  private int next;
  private int predicted;
  private long read;

  PredictedRows(Iterator<InternalRow> rows, PredictRows task, Predictor predictor) {
    this.rows = rows;
    this.task = task;
    this.predictor = predictor;
    this.batch = new FeatureBatch(task.inputs(), ROWS);
    this.width = predictor.outputShape().size();
    this.given = new RowBuffer(task.schema(), ROWS);
    this.unknown = new GenericInternalRow(new Object[task.outputs().fields().length()]);
  }

  @Override
  public boolean hasNext() {
    while (next == given.size() && rows.hasNext()) {
      fill();
    }
    return next < given.size();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the partition has no more rows");
    }
    InternalRow row = given.get(next);
    InternalRow added = valid[next++] ? added() : unknown;
    return new JoinedRow(row, added);
  }

  private InternalRow added() {
    Object[] values = task.outputs().values(predictions, predicted * width);
    predicted++;
    return new GenericInternalRow(values);
  }

  private void fill() {
    given.clear();
    batch.clear();
    next = 0;
    predicted = 0;
    while (given.size() < ROWS && rows.hasNext()) {
      add(rows.next());
    }
    predict();
  }

  private void add(InternalRow row) {
    String problem = batch.add(row);
    if (problem.isEmpty() || task.invalid() == Invalid.KEEP) {
      valid[given.size()] = problem.isEmpty();
      given.add(row);
    } else if (task.invalid() == Invalid.ERROR) {
      throw new DataException(
          "transform: row "
              + read
              + " of partition "
              + TaskContext.getPartitionId()
              + ": "
              + problem
              + "; handleInvalid 'skip' leaves such rows out, 'keep' predicts null");
    }
    read++;
  }

  private void predict() {
    int length = batch.rows() * width;
    if (length == 0) {
      return;
    }
    if (!batch.isPlain()) {
      predictions = predictor.predict(batch.named()).values().iterator().next();
      return;
    }
    predictions = predictions.length == length ? predictions : new float[length];
    predictor.predict(batch.plain(), predictions);
  }
}
