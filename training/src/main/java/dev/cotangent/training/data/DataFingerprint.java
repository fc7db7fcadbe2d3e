package dev.cotangent.training.data;

import java.util.Arrays;

/** The hash of a data set's schema and rows: see {@link Dataset#fingerprint}. */
final class DataFingerprint {

  private static final int CHUNK = 256;

  private DataFingerprint() {}

  static String of(Dataset data) {
    long hash = rows(data);
    String schema = data.schema();
    for (int i = 0; i < schema.length(); i++) {
      hash = RowHash.mix(hash + schema.charAt(i));
    }
    return Long.toHexString(hash);
  }

  private static long rows(Dataset data) {
    int[] order = new int[data.size()];
    Arrays.setAll(order, row -> row);
    SampleBatch batch = SampleBatch.of(data, Math.max(1, Math.min(CHUNK, order.length)));
    long sum = 0;
    for (int row = 0; row < order.length; row += CHUNK) {
      batch.gather(data, order, row, Math.min(CHUNK, order.length - row));
      for (int i = 0; i < batch.rows(); i++) {
        sum += batch.hash(i);
      }
    }
    return sum;
  }
}
