package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {

  private final Registry registry = Registry.standard();
  private final Model model =
      Sequential.of(Dense.of(4), Activate.with("relu"), Dropout.of(0.1), Dense.of(2))
          .build(Shape.of(3), 7);

  private final Path directory;
  private final Path file;

  SavedModelTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve("model.safetensors");
  }

  @BeforeEach
  void save() throws IOException {
    model.withMetadata(Map.of("classes", "cat,dog", "author", "somebody")).save(file);
  }

  @Test
  void comesBackToTheBit() throws IOException {
    Model back = Model.load(file, registry);
    assertThat(back.spec()).isEqualTo(model.spec());
    assertThat(back.sampleShape()).isEqualTo(Shape.of(3));
    assertThat(back.seed()).isEqualTo(7);
    assertThat(back.metadata())
        .containsExactly(Map.entry("author", "somebody"), Map.entry("classes", "cat,dog"));
    assertThat(back.store().sha256()).isEqualTo(model.store().sha256());
    float[] x = {1, -2, 3, 0.5f, 0.25f, -1};
    assertThat(back.predictor().predict(x)).containsExactly(model.predictor().predict(x));
    Path again = directory.resolve("again.safetensors");
    back.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void aModelWithNamedInputsComesBackToTheBit() throws IOException {
    Graph graph =
        Graph.of(
            g -> {
              GraphNode town = g.apply("towns", Embedding.of(5, 2), g.input("town"));
              g.output("y", g.apply(Concat.last(), g.input("x"), town));
            });
    Signature inputs = Signature.of("x", Shape.of(3)).and("town", DType.I32, Shape.scalar());
    Model named = graph.build(inputs, 7);
    named.save(file);
    Model back = Model.load(file, registry);
    assertThat(back.spec()).isEqualTo(graph);
    assertThat(back.inputs()).isEqualTo(inputs);
    assertThat(back.outputs()).isEqualTo(Signature.of("y", Shape.of(5)));
    assertThat(back.store().sha256()).isEqualTo(named.store().sha256());
    assertThat(Safetensors.read(file).metadata())
        .containsEntry("cotangent.format", "2") // which earlier versions refuse
        .doesNotContainKey("cotangent.sample_shape")
        .containsEntry(
            "cotangent.inputs",
            "[{\"name\":\"x\",\"dtype\":\"F32\",\"shape\":[3]},{\"name\":\"town\",\"dtype\":\"I32\",\"shape\":[]}]");
    Path again = directory.resolve("again.safetensors");
    back.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
    assertMetadataError("cotangent.inputs", "[]", "no inputs, expected at least one");
    assertMetadataError(
        "cotangent.inputs",
        "[{\"name\":\"x\",\"dtype\":\"F16\",\"shape\":[3]}]",
        "dtype 'F16', expected F32, I32 or BOOL");
    assertMetadataError(
        "cotangent.inputs",
        "[{\"name\":\"x\",\"dtype\":\"F32\",\"shape\":[3]}]",
        "input 'town' is missing, expected it among the inputs given: x F32[3]");
  }

  @Test
  void namesUnknownLayersInAGraph() throws IOException {
    assertMetadataError(
        "cotangent.spec",
        "{\"type\":\"graph\",\"inputs\":\"x\",\"names\":\"a\",\"layers\":[{\"type\":\"dnse\"}],"
            + "\"nodes\":\"a(x)\",\"outputs\":\"y=a\"}",
        "dnse",
        "dense");
    assertMetadataError(
        "cotangent.spec",
        "{\"type\":\"graph\",\"inputs\":\"x\",\"names\":\"a\",\"layers\":[{\"type\":\"flatten\"}],"
            + "\"nodes\":\"a(b)\",\"outputs\":\"y=a\"}",
        "layer 'graph'",
        "node 'a' refers to the unknown node 'b', expected one of [x, a]");
  }

  @Test
  void holdsPyTorchsNamesAndLogicalOrder() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    assertThat(content.names())
        .containsExactlyInAnyOrder("0.weight", "0.bias", "3.weight", "3.bias");
    TensorEntry weight = content.tensor("0.weight");
    assertThat(weight.shape()).isEqualTo(Shape.of(4, 3));
    assertThat(weight.floats()).containsExactly(model.store().read(model.parameter("0.weight")));
    assertThat(content.metadata())
        .containsEntry("classes", "cat,dog")
        .containsEntry("cotangent.seed", "7");
  }

  @Test
  void keepsSpecialValues() throws IOException {
    float[] special = {Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE};
    model.store().write(model.parameter("0.bias"), special);
    model.save(file);
    Model back = Model.load(file, registry);
    assertThat(back.store().read(back.parameter("0.bias"))).containsExactly(special);
  }

  @Test
  void isNoDirectoryNoGarbageAndNotMissing() throws IOException {
    assertThatThrownBy(() -> Model.load(directory, registry))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll(directory.toString(), "directory");
    Path garbage = Files.writeString(directory.resolve("garbage"), "this is no model at all");
    assertThatThrownBy(() -> Model.load(garbage, registry))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(garbage.toString());
    Path empty = Files.createFile(directory.resolve("empty"));
    assertThatThrownBy(() -> Model.load(empty, registry)).isInstanceOf(FileFormatException.class);
    assertThatThrownBy(() -> Model.load(directory.resolve("none"), registry))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void namesMetadataThatIsMissingOrWrong() throws IOException {
    assertMetadataError(
        "cotangent.format", null, "cotangent.format", "expected a model that Cotangent saved");
    assertMetadataError("cotangent.format", "3", "format 3", "expected 1 or 2");
    assertMetadataError(
        "cotangent.format", "2", "cotangent.inputs", "expected a model that Cotangent saved");
    assertMetadataError("cotangent.seed", "x", "cotangent.seed", "'x'");
    assertMetadataError("cotangent.sample_shape", "{}", "cotangent.sample_shape");
    assertMetadataError("cotangent.sample_shape", "[-1]", "-1");
    assertMetadataError("cotangent.sample_shape", "[2]", "0.weight", "[4, 3]", "[4, 2]");
    assertMetadataError("cotangent.spec", "[", "metadata");
    assertMetadataError("cotangent.spec", "{}", "'type'");
    assertMetadataError(
        "cotangent.spec", "{\"type\":\"java.lang.Runtime\"}", "java.lang.Runtime", "dense");
    assertMetadataError(
        "cotangent.spec", "{\"type\":\"dense\",\"units\":\"many\"}", "dense", "'units'", "'many'");
    assertMetadataError("cotangent.spec", "{\"type\":\"dense\",\"units\":null}", "'units'", "null");
    assertMetadataError(
        "cotangent.spec", "{\"type\":\"activate\",\"activation\":\"swosh\"}", "swosh", "relu");
  }

  @Test
  void allocatesNothingOfASizeThatTheFileDoesNotHave() throws IOException {
    assertMetadataError("cotangent.spec", "{\"type\":\"dense\",\"units\":500000000}", "weight");
    assertMetadataError(
        "cotangent.spec", "{\"type\":\"dense\",\"units\":2000000000}", "2000000000");
  }

  @Test
  void namesTensorsThatDoNotFit() throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    assertTensorError(content, "0.bias", List.of(), "0.bias", "no tensor");
    assertTensorError(
        content,
        "0.bias",
        List.of(TensorEntry.of("0.bias", Shape.of(1), new float[1])),
        "0.bias",
        "[1]",
        "[4]");
    assertTensorError(
        content,
        "0.bias",
        List.of(TensorEntry.of("0.bias", Shape.of(4), new double[4])),
        "0.bias",
        "F64",
        "F32");
    List<TensorEntry> more =
        List.of(content.tensor("0.bias"), TensorEntry.of("more", Shape.of(1), new float[1]));
    assertTensorError(content, "0.bias", more, "more");
  }

  @Test
  void refusesToSaveWhatCouldNotBeLoaded() throws IOException {
    byte[] before = Files.readAllBytes(file);
    Model strange = Model.build(new Strange(), Shape.of(3), 1);
    assertThatThrownBy(() -> strange.save(file))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("'strange'", "Registry.standard().with(new Strange(...))");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void keepsItsOwnKeysOfTheMetadata() {
    assertThatThrownBy(() -> model.withMetadata(Map.of("cotangent.seed", "1")))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("'cotangent.seed'");
  }

  @Test
  void sharesParametersAmongModelsThatDifferInMetadata() {
    assertThat(model.withMetadata(Map.of("a", "b")).store()).isSameAs(model.store());
    assertThat(model.metadata()).isEmpty();
  }

  @Test
  void describesItself() {
    assertThat(model.summary())
        .contains(
            "\"units\":4",
            "[3] -> [2], 26 parameters, seed 7",
            "0.weight",
            "[4, 3]",
            "kaiming_uniform");
  }

  /** A layer that no registry knows. */
  private record Strange() implements LayerSpec {
    @Override
    public String id() {
      return "strange";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      Activation identity = Registry.standard().activation("identity");
      return Activate.with(identity.id()).build(input, scope);
    }
  }

  private void assertMetadataError(String key, @Nullable String value, String... words)
      throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.remove(key);
    if (value != null) {
      metadata.put(key, value);
    }
    assertLoadError(SafetensorsFile.of(metadata, content.tensors()), words);
  }

  private void assertTensorError(
      SafetensorsFile content, String without, List<TensorEntry> with, String... words)
      throws IOException {
    List<TensorEntry> tensors = new ArrayList<>(content.tensors());
    tensors.removeIf(tensor -> tensor.name().equals(without));
    tensors.addAll(with);
    assertLoadError(SafetensorsFile.of(content.metadata(), tensors), words);
  }

  private void assertLoadError(SafetensorsFile content, String... words) throws IOException {
    Path changed = directory.resolve("changed.safetensors");
    Safetensors.write(changed, content);
    assertThatThrownBy(() -> Model.load(changed, registry))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(changed.toString())
        .hasMessageContainingAll(words);
  }
}
