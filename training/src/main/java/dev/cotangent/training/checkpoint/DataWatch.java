package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Ties a training to its data: hashes each row as the first epoch reads it, and compares the hashes
 * when the training is resumed. If the training stopped within that epoch, the rows read so far are
 * read again; later, all rows are, if they are in memory. Of a {@link SampleSource}, 256 rows are
 * checked at once and all others as the first whole epoch reads them. Members of a training add up
 * the hashes of their rows, so that it may go on with another number of members; they read all
 * their rows again. Single-threaded; allocates nothing in a step.
 */
public final class DataWatch {

  private static final String SCHEMA = "schema";
  private static final String EPOCH = "epoch";
  private static final String ROWS = "rows_read";
  private static final String SUM = "sum";
  private static final String PROBES = "probes";
  private static final int CHUNK = 256;
  private static final int NEVER = -1;
  private static final String OTHER_ROWS = ": rows with different values";

  private final Dataset data;
  private final EpochBatches batches;
  private final Optional<Members> members;
  private final RowSums known;
  private final RowSums again;
  private int knownEpoch = NEVER;
  private int againEpoch = NEVER;

  /**
   * Creates a watch for a training without checkpoints.
   *
   * @param data the samples of this process
   * @param members all members, if this process is one of several
   */
  public DataWatch(Dataset data, EpochBatches batches, Optional<Members> members) {
    this.data = data;
    this.batches = batches;
    this.members = members;
    this.known = new RowSums(batches.samples());
    this.again = new RowSums(batches.samples());
  }

  /** Starts the rows of an epoch, from 0. */
  public void begin(int epoch) {
    known.clear();
    knownEpoch = epoch;
  }

  /** Called when a batch of an epoch, from 0, has been read. */
  public void read(int epoch, SampleBatch batch) {
    if (epoch == knownEpoch && known.rows() < data.size()) {
      known.add(batch);
    }
    if (epoch == againEpoch) {
      again.add(batch);
      checkWholeEpoch(epoch);
    }
  }

  private void checkWholeEpoch(int epoch) {
    if (again.rows() == data.size() && again.all() != known.all()) {
      throw new ResumeException(
          "epoch "
              + (epoch + 1)
              + " read different rows from the epochs before the checkpoint: the training data "
              + "has changed",
          List.of(Setting.DATA.label() + OTHER_ROWS),
          Set.of(Setting.DATA));
    }
  }

  /** The current hashes of the data, for a checkpoint. All members call this together. */
  JsonObject json() {
    long[] sums = summed(known);
    return JsonObject.builder()
        .put(SCHEMA, schema())
        .put(EPOCH, Math.max(0, knownEpoch))
        .put(ROWS, sums[0])
        .put(SUM, Long.toHexString(sums[1]))
        .put(PROBES, Long.toHexString(sums[2]))
        .build();
  }

  /** The schema of the data of all members. */
  private JsonObject schema() {
    Map<String, Json> all = new LinkedHashMap<>(schema(data).members());
    all.put("rows", new Json.Int(batches.samples()));
    return JsonObject.of(all);
  }

  /** Rows, sum and sum of probes, of all members together. */
  private long[] summed(RowSums own) {
    long[] sums = {own.rows(), own.all(), own.probes()};
    members.ifPresent(all -> all.sum(sums));
    return sums;
  }

  /**
   * Compares the data with those of a checkpoint and resumes hashing. All members call this
   * together.
   *
   * @return the differences; empty if the data match
   */
  public List<String> resume(JsonObject before, Position position) {
    List<String> differences =
        JsonDifferences.of(Setting.DATA.label(), schema(), before.object(SCHEMA));
    if (!differences.isEmpty()) {
      return differences;
    }
    long rows = before.longInteger(ROWS);
    knownEpoch = before.integer(EPOCH);
    checkPlace(rows, position);
    boolean same =
        rows == batches.samples() ? sameAsAll(before, position) : sameAsBegun(before, position);
    return same ? List.of() : List.of(Setting.DATA.label() + OTHER_ROWS);
  }

  private void checkPlace(long rows, Position position) {
    boolean complete = rows == batches.samples() && knownEpoch < position.epoch();
    boolean begun = knownEpoch == position.epoch() && rows == batches.rowsBefore(position.batch());
    if (knownEpoch < 0 || !(complete || begun)) {
      throw new ResumeException(
          rows
              + " rows read in epoch "
              + (knownEpoch + 1)
              + " do not belong to a checkpoint at batch "
              + position.batch()
              + " of epoch "
              + (position.epoch() + 1));
    }
  }

  /** Reads the rows of the interrupted epoch again and compares them. */
  private boolean sameAsBegun(JsonObject before, Position position) {
    for (int i = 0; i < position.batch(); i++) {
      known.add(batches.get(position.epoch(), i));
    }
    return summed(known)[1] == number(before, SUM);
  }

  private boolean sameAsAll(JsonObject before, Position position) {
    if (data.isInMemory() || members.isPresent()) {
      add(known, data, allRows(data), batches.firstSample());
      return summed(known)[1] == number(before, SUM);
    }
    known.set(data.size(), number(before, SUM), number(before, PROBES));
    againEpoch = position.epoch() + (position.isBetweenEpochs() ? 0 : 1);
    return sum(data, RowSums.probes(data.size())) == number(before, PROBES);
  }

  /** The record of validation data, which each epoch reads as a whole. */
  public static JsonObject validation(Dataset data) {
    JsonObject.Builder json = JsonObject.builder().put(SCHEMA, schema(data));
    if (data.isInMemory()) {
      json.put(SUM, Long.toHexString(sum(data, allRows(data))));
    }
    return json.put(PROBES, Long.toHexString(sum(data, RowSums.probes(data.size())))).build();
  }

  /** The differences between validation data and those of a checkpoint. */
  public static List<String> differences(Optional<JsonObject> now, Json before) {
    String name = Setting.VALIDATION.label();
    if (now.isEmpty() || !(before instanceof JsonObject kept)) {
      Json schema = before instanceof JsonObject object ? object.get(SCHEMA) : before;
      return JsonDifferences.of(
          name, now.<Json>map(json -> json.get(SCHEMA)).orElseGet(Json.Null::new), schema);
    }
    List<String> schema = JsonDifferences.of(name, now.get().get(SCHEMA), kept.get(SCHEMA));
    String key = now.get().has(SUM) && kept.has(SUM) ? SUM : PROBES;
    boolean same = number(now.get(), key) == number(kept, key);
    return schema.isEmpty() && !same ? List.of(name + OTHER_ROWS) : schema;
  }

  private static JsonObject schema(Dataset data) {
    return (JsonObject) Json.parse(data.schema());
  }

  private static int[] allRows(Dataset data) {
    return IntStream.range(0, data.size()).toArray();
  }

  private static long sum(Dataset data, int[] rows) {
    RowSums sums = new RowSums(data.size());
    add(sums, data, rows, 0);
    return sums.all();
  }

  private static void add(RowSums sums, Dataset data, int[] rows, long firstSample) {
    SampleBatch batch = SampleBatch.of(data, Math.max(1, Math.min(CHUNK, rows.length)));
    for (int row = 0; row < rows.length; row += CHUNK) {
      batch.gather(data, rows, row, Math.min(CHUNK, rows.length - row));
      batch.part(firstSample, batch.rows());
      sums.add(batch);
    }
  }

  private static long number(JsonObject json, String key) {
    String text = json.string(key);
    try {
      return Long.parseUnsignedLong(text, 16);
    } catch (NumberFormatException e) {
      throw new CotangentException(
          "'" + key + "' is '" + text + "', expected a hexadecimal number", e);
    }
  }
}
