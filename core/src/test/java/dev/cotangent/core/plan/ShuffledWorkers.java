package dev.cotangent.core.plan;

import dev.cotangent.core.check.Draw;
import dev.cotangent.core.work.Work;
import dev.cotangent.core.work.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Workers on one thread that do what many could: within a phase the blocks of all parts come in a
 * random order, cut at random places.
 */
final class ShuffledWorkers implements Workers {

  private final Draw draw;

  ShuffledWorkers(long seed) {
    draw = Draw.of(seed);
  }

  private record Block(int part, int from, int to) {}

  @Override
  public int count() {
    return 3;
  }

  @Override
  public Runnable bind(Work work) {
    return () -> {
      for (int phase = 0; phase < work.phases(); phase++) {
        List<Block> blocks = blocks(work, phase);
        while (!blocks.isEmpty()) {
          Block block = blocks.remove(draw.below(blocks.size()));
          work.run(phase, block.part, block.from, block.to, draw.below(count()));
        }
      }
    };
  }

  private List<Block> blocks(Work work, int phase) {
    List<Block> blocks = new ArrayList<>();
    for (int part = 0; part < work.parts(phase); part++) {
      int units = work.units(phase, part);
      for (int from = 0; from < units; ) {
        int to = from + 1 + draw.below(units - from);
        blocks.add(new Block(part, from, to));
        from = to;
      }
    }
    return blocks;
  }

  @Override
  public void close() {
    // there is no thread to end
  }
}
