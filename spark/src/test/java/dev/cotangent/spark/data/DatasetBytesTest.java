package dev.cotangent.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.LabelTargets;
import dev.cotangent.training.data.NumberTargets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetBytesTest {

  private static final float NAN = Float.intBitsToFloat(0x7FC54321);

  @Test
  void allPartsOfADataSetComeBack() {
    Dataset data =
        Dataset.of(
                Shape.of(2),
                new float[] {-0f, NAN, 3, 4},
                ClassTargets.of(Shape.of(2), new int[] {0, 1, 1, 0}, List.of("a", "b"))
                    .withWeights(1, 0, 0.5f, 2))
            .named("numbers")
            .withFeatureNames(List.of("left", "right"))
            .withInput("town", Shape.scalar(), 5, 6)
            .withInput("more", Shape.of(1), 7f, 8f)
            .with("size", NumberTargets.of(List.of("x", "y"), 1, 2, 3, 4).withWeights(1, 2))
            .with("tags", LabelTargets.of(List.of("p"), 1, 0));
    byte[] bytes = DatasetBytes.of(data);
    Dataset read = DatasetBytes.read(bytes);
    assertThat(read.fingerprint()).isEqualTo(data.fingerprint());
    assertThat(read.schema()).isEqualTo(data.schema());
    assertThat(read.signature()).isEqualTo(data.signature());
    assertThat(Float.floatToRawIntBits(read.features(0)[1])).isEqualTo(0x7FC54321);
    assertThat(DatasetBytes.of(read)).isEqualTo(bytes);
  }

  @Test
  void integersAloneComeBack() {
    Dataset data =
        Dataset.of(NumberTargets.of(1, 2)).withInput("user", Shape.scalar(), 3, 4).subset(1, 0);
    Dataset read = DatasetBytes.read(DatasetBytes.of(data));
    assertThat(read.fingerprint()).isEqualTo(data.fingerprint());
  }

  @Test
  void damagedBytesAreRefused() {
    Dataset data = Dataset.classification(Shape.of(1), new float[] {1, 2}, new int[] {0, 1}, 2);
    byte[] bytes = DatasetBytes.of(data);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> DatasetBytes.read(cut)).isInstanceOf(CotangentException.class);
    }
    assertThatThrownBy(() -> DatasetBytes.read(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessage("a data set is followed by 1 bytes, expected none");
  }
}
