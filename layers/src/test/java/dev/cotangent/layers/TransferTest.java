package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.model.TransferReport;
import dev.cotangent.core.parameter.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {

  private static final Shape FOUR = Shape.of(4);
  private static final Path TORCH = Path.of("src/test/resources/batchnorm.safetensors");

  private final Path folder;

  TransferTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Model net(int classes, long seed) {
    return Sequential.of(Dense.of(3), Activate.with("relu"), Dense.of(classes)).build(FOUR, seed);
  }

  /** The same inside a larger model, at {@code 0.}, with a layer after it. */
  private static Model nested(long seed) {
    Sequential body = Sequential.of(Dense.of(3), Activate.with("relu"), Dense.of(2));
    return Sequential.of(body, Dense.of(5)).build(FOUR, seed);
  }

  private static float[] values(Model model, String name) {
    return model.store().read(model.parameter(name));
  }

  private Path file(TensorEntry... tensors) throws IOException {
    Path file = folder.resolve("tensors.safetensors");
    Safetensors.write(file, SafetensorsFile.of(Map.of(), List.of(tensors)));
    return file;
  }

  @Test
  void aStrictTransferMakesTwoModelsEqual() {
    Model from = net(2, 1);
    Model to = net(2, 2);
    TransferReport report = to.copyFrom(from, Transfer.strict());
    assertThat(report.isComplete()).isTrue();
    assertThat(report.copied()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(report).hasToString("4 of 4 parameters copied");
    assertThat(to.store().sha256()).isEqualTo(from.store().sha256());
    assertThat(to.store()).isNotSameAs(from.store());
  }

  @Test
  void aStrictTransferChangesNothingIfAnythingIsAmiss() throws IOException {
    Model to = net(5, 2);
    String before = to.store().sha256();
    assertThatThrownBy(() -> to.copyFrom(net(2, 1), Transfer.strict()))
        .isInstanceOf(CotangentException.class)
        .hasMessageStartingWith("copyFrom Model[")
        .hasMessageContaining("2 of 4 parameters fit")
        .hasMessageContaining("of another shape: [2.weight [5, 3], given [2, 3], 2.bias [5]")
        .hasMessageContaining("Transfer.lenient()");
    Path file =
        file(
            TensorEntry.of("0.weight", Shape.of(3, 4), new float[12]),
            TensorEntry.of("0.scale", Shape.of(3), new float[3]));
    assertThatThrownBy(() -> to.copyFrom(file, Transfer.strict()))
        .hasMessageStartingWith("copyFrom " + file + ": ")
        .hasMessageContaining("missing in the source: [0.bias, 2.weight, 2.bias]")
        .hasMessageContaining("left over in the source: [0.scale]");
    assertThat(to.store().sha256()).isEqualTo(before);
  }

  @Test
  void aLenientTransferReportsWhatItLeaves() {
    Model to = net(5, 2);
    float[] head = values(to, "2.weight");
    TransferReport report = to.copyFrom(net(2, 1), Transfer.lenient());
    assertThat(report.copied()).containsExactly("0.weight", "0.bias");
    assertThat(report.otherShape())
        .containsExactly(
            new TransferReport.OtherShape("2.weight", Shape.of(5, 3), Shape.of(2, 3)),
            new TransferReport.OtherShape("2.bias", Shape.of(5), Shape.of(2)));
    assertThat(values(to, "0.weight")).isEqualTo(values(net(2, 1), "0.weight"));
    assertThat(values(to, "2.weight")).isEqualTo(head);
  }

  /** As many numbers are not enough: a transposed weight is one of another shape. */
  @Test
  void shapesCountNotSizes() throws IOException {
    Path file =
        file(
            TensorEntry.of("0.weight", Shape.of(4, 3), new float[12]),
            TensorEntry.of("0.bias", Shape.of(3), new float[] {7, 8, 9}));
    Model to = net(2, 1);
    float[] weight = values(to, "0.weight");
    TransferReport report = to.copyFrom(file, Transfer.lenient());
    assertThat(report.toString())
        .contains("0.weight [3, 4], given [4, 3] (transposed; weights are [out, in])")
        .startsWith("1 of 4 parameters copied; missing in the source: [2.weight, 2.bias]");
    assertThat(values(to, "0.weight")).isEqualTo(weight);
    assertThat(values(to, "0.bias")).containsExactly(7, 8, 9);
  }

  @Test
  void prefixesCopyAPartIntoTheWholeAndBack() {
    Model whole = net(2, 1);
    Model nested = nested(2);
    float[] head = values(nested, "1.weight");
    TransferReport report = nested.copyFrom(whole, Transfer.strict().prefix("", "0."));
    assertThat(report.copied()).containsExactly("0.0.weight", "0.0.bias", "0.2.weight", "0.2.bias");
    assertThat(values(nested, "0.2.weight")).isEqualTo(values(whole, "2.weight"));
    assertThat(values(nested, "1.weight")).isEqualTo(head);
    Model back = net(2, 3);
    back.copyFrom(nested, Transfer.strict().prefix("0.", ""));
    assertThat(back.store().sha256()).isEqualTo(whole.store().sha256());
  }

  @Test
  void theLongestPrefixCounts() {
    Model swapped = nested(2);
    Transfer transfer = Transfer.strict().prefix("", "0.").prefix("2.", "0.2.").only("0.2.*");
    assertThat(swapped.copyFrom(net(2, 1), transfer).copied())
        .containsExactly("0.2.weight", "0.2.bias");
    assertThat(values(swapped, "0.2.bias")).isEqualTo(values(net(2, 1), "2.bias"));
  }

  @Test
  void onlySomeParametersAreCopied() {
    Model to = net(5, 2);
    TransferReport report = to.copyFrom(net(2, 1), Transfer.strict().only("0.*"));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.copied()).containsExactly("0.weight", "0.bias");
  }

  @Test
  void mistypedNamesAreErrors() {
    Model to = net(2, 1);
    assertThatThrownBy(() -> to.copyFrom(net(2, 2), Transfer.lenient().prefix("encodr.", "")))
        .hasMessageContaining("no tensor of the source has a name that begins with 'encodr.'")
        .hasMessageContaining("[0.weight, 0.bias, 2.weight, 2.bias]");
    assertThatThrownBy(() -> to.copyFrom(net(2, 2), Transfer.lenient().prefix("", "encodr.")))
        .hasMessageContaining("no parameter of the model has a name that begins with 'encodr.'");
    assertThatThrownBy(() -> to.copyFrom(net(2, 2), Transfer.lenient().only("*.wieght")))
        .hasMessageContaining("no parameter of the model has a name like '*.wieght'");
    assertThatThrownBy(
            () ->
                to.copyFrom(
                    net(2, 2), Transfer.lenient().prefix("0.", "2.").prefix("2.", "2.").only("*")))
        .hasMessageContaining("both '0.weight' and '2.weight' of the source");
    assertThatThrownBy(() -> to.copyFrom(nested(2), Transfer.lenient()))
        .hasMessageContaining("nothing fits by name and shape: 0 of 4 parameters fit");
  }

  /** The reference outputs are PyTorch's; its counter of batches is I64 and is passed over. */
  @Test
  void aStateDictIsLoadedStrictly() throws IOException {
    Model model =
        Sequential.of(Dense.of(8), new BatchNorm1d(), Activate.with("relu"), Dense.of(3))
            .build(FOUR, 1);
    TransferReport report = model.copyFrom(TORCH, Transfer.strict());
    assertThat(report.copied())
        .containsExactlyElementsOf(model.parameters().stream().map(Parameter::name).toList());
    assertThat(model.predictor().predict(new float[] {0, 1 / 3f, 2 / 3f, 1}))
        .containsExactly(new float[] {0.4202184f, 0.0148320f, -0.0299228f}, within(1e-6f));
  }

  @Test
  void halfPrecisionIsWidened() throws IOException {
    String header =
        "{\"0.bias\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,6]},"
            + "\"2.bias\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[6,10]}}";
    byte[] json = (header + " ".repeat(-header.length() & 7)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + 10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length);
    bytes.put(json).putShort((short) 0x3F80).putShort((short) 0xC000).putShort((short) 0x3E80);
    bytes.putShort((short) 0x3C00).putShort((short) 0x3800);
    Path file = Files.write(folder.resolve("half"), bytes.array());
    Model model = net(2, 1);
    model.copyFrom(file, Transfer.strict().only("*.bias"));
    assertThat(values(model, "0.bias")).containsExactly(1, -2, 0.25f);
    assertThat(values(model, "2.bias")).containsExactly(1, 0.5f);
  }

  @Test
  void whatCannotBeReadChangesNothing() throws IOException {
    Path doubles =
        file(
            TensorEntry.of("0.bias", Shape.of(3), new float[3]),
            TensorEntry.of("2.bias", Shape.of(2), new double[2]));
    Model to = net(2, 1);
    String before = to.store().sha256();
    assertThatThrownBy(() -> to.copyFrom(doubles, Transfer.lenient()))
        .hasMessageContaining("copyFrom " + doubles + ": tensor '2.bias' is F64, expected F32");
    Path model = folder.resolve("model.safetensors");
    net(2, 5).save(model);
    byte[] damaged = Files.readAllBytes(model);
    damaged[damaged.length - 2] ^= 1;
    Files.write(model, damaged);
    assertThatThrownBy(() -> to.copyFrom(model, Transfer.strict()))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> to.copyFrom(folder, Transfer.strict()))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("a directory");
    assertThat(to.store().sha256()).isEqualTo(before);
  }

  @Test
  void aSavedModelIsASourceToo() throws IOException {
    Path file = folder.resolve("model.safetensors");
    net(2, 5).save(file);
    Model to = net(2, 1);
    List<String> copied = new ArrayList<>(to.copyFrom(file, Transfer.strict()).copied());
    assertThat(copied).hasSize(4);
    assertThat(to.store().sha256()).isEqualTo(net(2, 5).store().sha256());
  }
}
