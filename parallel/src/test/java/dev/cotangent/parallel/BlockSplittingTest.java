package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Splitting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The splitting that predictions ask for is the one by which work is cut. */
class BlockSplittingTest {

  private static RecordedWork phase(RecordedWork.Part... parts) {
    return new RecordedWork(List.of(List.of(parts)));
  }

  @Test
  void blocksAreThoseOfTheKindOfPart() {
    RecordedWork work =
        phase(
            new RecordedWork.Part(Rows.ROWWISE, 480, 1e9),
            new RecordedWork.Part(Rows.OVER_ROWS, 480, 1e9),
            RecordedWork.Part.whole());
    try (ForkJoinWorkers workers = ForkJoinWorkers.of(2)) {
      Splitting splitting = workers.splitting();
      assertThat(splitting.shares(work, 0, 2)).isTrue();
      assertThat(splitting.shares(work, 0, 1)).isFalse();
      assertThat(splitting.blockSize(work, 0, 0, 2)).isEqualTo(RowBlocks.size(480, 2, 10_000));
      assertThat(splitting.blockSize(work, 0, 1, 2))
          .isEqualTo(GradientReduction.size(480, 2, 10_000));
      assertThat(splitting.blockSize(work, 0, 2, 2)).isEqualTo(1);
    }
  }

  @Test
  void smallWorkIsNotShared() {
    RecordedWork work = phase(new RecordedWork.Part(Rows.ROWWISE, 480, 1e6));
    try (ForkJoinWorkers workers = ForkJoinWorkers.of(2)) {
      assertThat(workers.splitting().shares(work, 0, 2)).isFalse();
    }
    try (ForkJoinWorkers always = ForkJoinWorkers.of(2, 0)) {
      assertThat(always.splitting().shares(work, 0, 2)).isTrue();
    }
  }
}
