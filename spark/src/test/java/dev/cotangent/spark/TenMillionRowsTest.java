package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenMillionRowsTest {

  private final Path folder;

  TenMillionRowsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void fewerRowsAreLearnedAsWell() throws IOException {
    try (LocalCluster cluster = LocalCluster.threads(2)) {
      double accuracy = TenMillionRows.run(cluster.session(), folder.toUri().toString(), 60_000, 4);
      assertThat(accuracy).isGreaterThan(0.8);
    }
  }
}
