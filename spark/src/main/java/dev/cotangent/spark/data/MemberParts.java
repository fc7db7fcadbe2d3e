package dev.cotangent.spark.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Encodes the elements of a partition and collects them in blocks of about 64 KiB for each member,
 * so that Spark moves few and large records.
 */
final class MemberParts<T> implements Iterator<Tuple2<Integer, byte[]>> {

  private final Iterator<T> rows;
  private final RowEncoding<T>.Task task;
  private final Buckets buckets;
  private final MemberPlan plan;
  private final SampleBlock[] open;
  private final Deque<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();

  MemberParts(Iterator<T> rows, RowEncoding<T> encoding, Buckets buckets, MemberPlan plan) {
    this.rows = rows;
    this.task = encoding.task();
    this.buckets = buckets;
    this.plan = plan;
    this.open = new SampleBlock[plan.members()];
    for (int member = 0; member < open.length; member++) {
      open[member] = new SampleBlock();
    }
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      take(rows.next());
    }
    for (int member = 0; ready.isEmpty() && member < open.length; member++) {
      close(member);
    }
    return !ready.isEmpty();
  }

  private void take(T row) {
    byte[] key = task.encode(row);
    int bucket = buckets.of(key);
    for (int member = plan.first(bucket); member <= plan.last(bucket); member++) {
      open[member].add(key, task.sample());
      if (open[member].isFull()) {
        close(member);
      }
    }
  }

  private void close(int member) {
    if (!open[member].isEmpty()) {
      ready.add(new Tuple2<>(member, open[member].close()));
    }
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
