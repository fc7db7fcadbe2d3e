package dev.cotangent.core.plan;

import dev.cotangent.core.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assigns a buffer to the result of every step, sharing buffers between results that are never
 * alive together.
 *
 * <p>Workers may be anywhere within a phase, so a buffer passes on only from one phase to a later
 * one; or within one part, to a result of the same size that is made after the last reader is done
 * with the same rows (or by that reader, if it runs in place).
 */
final class Buffers {

  /** One buffer: elements of a kind, and how many. */
  record Buffer(DType dtype, int size) {

    double bytes() {
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

  final List<Buffer> buffers = new ArrayList<>();
  private final IdentityHashMap<Node, Integer> assigned = new IdentityHashMap<>();
  private final IdentityHashMap<Step, Integer> position = new IdentityHashMap<>();
  private final IdentityHashMap<Node, List<Step>> readers = new IdentityHashMap<>();
  private final Map<Buffer, List<Owned>> pool = new HashMap<>();
  private final Schedule schedule;
  private final Set<Node> kept;
  private final Set<Node> elsewhere;
  private final boolean share;

  /**
   * Assigns buffers to the results of all scheduled steps.
   *
   * @param kept results that must survive the run
   * @param elsewhere results that need no buffer, since they are written to a caller's memory
   */
  Buffers(Schedule schedule, Set<Node> kept, Set<Node> elsewhere, boolean share) {
    this.schedule = schedule;
    this.kept = kept;
    this.elsewhere = elsewhere;
    this.share = share;
    List<Step> order = new ArrayList<>();
    schedule.phases.forEach(phase -> phase.forEach(part -> order.addAll(part.steps)));
    for (int i = 0; i < order.size(); i++) {
      position.put(order.get(i), i);
      for (Step.Operand operand : order.get(i).operands()) {
        readers
            .computeIfAbsent(Plan.base(operand.node()), node -> new ArrayList<>())
            .add(order.get(i));
      }
    }
    order.forEach(this::assign);
  }

  /** The buffer of a step's result. */
  int of(Node node) {
    return java.util.Objects.requireNonNull(assigned.get(node));
  }

  /** Whether the node is the result of a step that has a buffer. */
  boolean has(Node node) {
    return assigned.containsKey(node);
  }

  private void assign(Step step) {
    step.outputs().forEach(node -> assign(node, step));
  }

  private void assign(Node node, Step step) {
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
      if (isFree(candidates.get(i), step)) {
        owned = new Owned(candidates.remove(i).buffer, schedule.part(step), at(step));
      }
    }
    if (owned == null) {
      owned = new Owned(buffers.size(), schedule.part(step), at(step));
      buffers.add(wanted);
    }
    assigned.put(node, owned.buffer);
    if (share && !kept.contains(node)) {
      extend(owned, node, step);
      candidates.add(owned);
    }
  }

  private void extend(Owned owned, Node node, Step producer) {
    for (Step reader : readers.getOrDefault(node, List.of())) {
      Schedule.Part part = schedule.part(reader);
      owned.lastPhase = Math.max(owned.lastPhase, part.phase);
      owned.lastStep = Math.max(owned.lastStep, at(reader));
      owned.withinPart &= part == schedule.part(producer);
    }
  }

  private int at(Step step) {
    return java.util.Objects.requireNonNull(position.get(step));
  }

  private boolean isFree(Owned owned, Step step) {
    Schedule.Part part = schedule.part(step);
    if (owned.lastPhase < part.phase) {
      return true;
    }
    int now = at(step);
    boolean readersDone = owned.lastStep < now || (owned.lastStep == now && step.runsInPlace());
    boolean sameRows = owned.part == part && owned.withinPart && firstAxisEqual(owned, step);
    return sameRows && readersDone;
  }

  private static boolean firstAxisEqual(Owned owned, Step step) {
    return owned.part.units == step.units;
  }
}
