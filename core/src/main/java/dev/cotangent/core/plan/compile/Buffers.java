package dev.cotangent.core.plan.compile;

import dev.cotangent.core.DType;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns a buffer to the result of every step; results that are never live at the same time share
 * buffers.
 *
 * <p>Workers may be anywhere within a phase, so a buffer is reused only in a later phase; or within
 * one part, by a result of the same size that is computed after the last reader has finished with
 * the same rows (or by that reader, if it runs in place).
 */
public final class Buffers {

  private static final int NONE = -1;

  /** One buffer: its element type and number of elements. */
  public record Buffer(DType dtype, int size) {

    // written out, since linking those of a record takes milliseconds when a service starts

    @Override
    public boolean equals(Object other) {
      return other instanceof Buffer buffer && size == buffer.size && dtype == buffer.dtype;
    }

    @Override
    public int hashCode() {
      return 31 * size + dtype.ordinal();
    }

    public double bytes() {
      return (double) size * (dtype == DType.F64 ? Double.BYTES : Float.BYTES);
    }
  }

  private static final class Owned {
    private final int buffer;
    private int lastPhase;
    private int lastStep;
    private boolean withinPart = true;
    private Schedule.Part part;

    private Owned(int buffer, Schedule.Part part, int step) {
      this.buffer = buffer;
      this.part = part;
      this.lastPhase = part.phase;
      this.lastStep = step;
    }
  }

  public final List<Buffer> buffers = new ArrayList<>();
  private final int[] assigned;
  private final Readers readers;
  private final Map<Buffer, List<Owned>> pool = new HashMap<>();
  private final Schedule schedule;
  private final Set<Node> kept;
  private final Set<Node> elsewhere;
  private final boolean share;

  /**
   * Assigns buffers to the results of all scheduled steps.
   *
   * @param kept results that must survive the run
   * @param elsewhere results that need no buffer, since they are written to the caller's memory
   */
  public Buffers(Schedule schedule, Set<Node> kept, Set<Node> elsewhere, boolean share) {
    this.schedule = schedule;
    this.kept = kept;
    this.elsewhere = elsewhere;
    this.share = share;
    this.assigned = new int[schedule.nodes()];
    Arrays.fill(assigned, NONE);
    List<Step> order = new ArrayList<>();
    schedule.phases.forEach(phase -> phase.forEach(part -> order.addAll(part.steps)));
    this.readers = new Readers(schedule, order);
    for (int at = 0; at < order.size(); at++) {
      for (Node output : order.get(at).outputs()) {
        assign(output, order.get(at), at);
      }
    }
  }

  /** The size of all buffers, in bytes. */
  public double bytes() {
    double bytes = 0;
    for (Buffer buffer : buffers) {
      bytes += buffer.bytes();
    }
    return bytes;
  }

  /** The buffer of a step's result. */
  public int of(Node node) {
    return assigned[node.id];
  }

  /** Whether the node is the result of a step that has a buffer. */
  public boolean has(Node node) {
    return node.id < assigned.length && assigned[node.id] != NONE;
  }

  private void assign(Node node, Step step, int at) {
    if (elsewhere.contains(node)) {
      return;
    }
    DType kind = node.type.dtype() == DType.BOOL ? DType.F32 : node.type.dtype();
    Buffer wanted = new Buffer(kind, node.size());
    List<Owned> candidates = pool.computeIfAbsent(wanted, key -> new ArrayList<>());
    Owned owned = null;
    for (int i = candidates.size() - 1;
        i >= Math.max(0, candidates.size() - 64) && owned == null;
        i--) {
      if (isFree(candidates.get(i), step, at)) {
        owned = new Owned(candidates.remove(i).buffer, schedule.part(step), at);
      }
    }
    if (owned == null) {
      owned = new Owned(buffers.size(), schedule.part(step), at);
      buffers.add(wanted);
    }
    assigned[node.id] = owned.buffer;
    if (share && !kept.contains(node)) {
      readers.extend(owned, node);
      candidates.add(owned);
    }
  }

  private boolean isFree(Owned owned, Step step, int now) {
    Schedule.Part part = schedule.part(step);
    if (owned.lastPhase < part.phase) {
      return true;
    }
    boolean readersDone = owned.lastStep < now || (owned.lastStep == now && step.runsInPlace());
    boolean sameRows = owned.part == part && owned.withinPart && firstAxisEqual(owned, step);
    return sameRows && readersDone;
  }

  private static boolean firstAxisEqual(Owned owned, Step step) {
    return owned.part.units == step.units;
  }

  /**
   * The last read of each result, and whether all reads are in the part that computes it; by node.
   */
  private static final class Readers {

    private final int[] lastPhase;
    private final int[] lastStep;
    private final boolean[] outside;

    Readers(Schedule schedule, List<Step> order) {
      lastPhase = new int[schedule.nodes()];
      lastStep = new int[schedule.nodes()];
      outside = new boolean[schedule.nodes()];
      for (int at = 0; at < order.size(); at++) {
        Schedule.Part part = schedule.part(order.get(at));
        for (Step.Operand operand : order.get(at).operands()) {
          Schedule.@Nullable Part madeIn = schedule.madeIn(operand.node());
          if (madeIn != null) {
            read(operand.node().base().id, part.phase, at, part != madeIn);
          }
        }
      }
    }

    private void read(int node, int phase, int at, boolean byOther) {
      lastPhase[node] = Math.max(lastPhase[node], phase);
      lastStep[node] = at;
      outside[node] |= byOther;
    }

    /** Keeps a buffer for as long as a result is read. */
    void extend(Owned owned, Node node) {
      owned.lastPhase = Math.max(owned.lastPhase, lastPhase[node.id]);
      owned.lastStep = Math.max(owned.lastStep, lastStep[node.id]);
      owned.withinPart &= !outside[node.id];
    }
  }
}
