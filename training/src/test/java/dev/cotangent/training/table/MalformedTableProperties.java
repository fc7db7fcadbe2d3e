package dev.cotangent.training.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.CotangentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A damaged table is read or refused with an error of ours. */
class MalformedTableProperties {

  private static final String CSV = "sky,x,t\n\"su\"\"n\",1.5,a\r\nrain,-2e3,b\n";

  @Property(tries = 500)
  void changedTables(@ForAll @IntRange(max = 35) int at, @ForAll @Size(max = 4) byte[] inserted)
      throws IOException {
    byte[] good = CSV.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[good.length + inserted.length];
    System.arraycopy(good, 0, bytes, 0, at);
    System.arraycopy(inserted, 0, bytes, at, inserted.length);
    System.arraycopy(good, at, bytes, at + inserted.length, good.length - at);
    try {
      Table table =
          TableReader.read(
              new ByteArrayInputStream(bytes), "t.csv", TrainingColumns.last().withOneHot("0"));
      assertThat(FeatureEncoding.fit(table).encode(table)).isNotEmpty();
    } catch (CotangentException expected) {
      assertThat(expected).hasMessageContaining("t.csv");
    }
  }
}
