package dev.cotangent.core.model;

import dev.cotangent.core.FileFormatException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.io.Checksum;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.parameter.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The source of a transfer: named tensors of a model or a file. */
record TransferSource(String name, List<Item> items) {

  /** A tensor whose row-major values are read on demand. */
  record Item(String name, Shape shape, Supplier<float[]> values) {}

  static TransferSource of(Model model) {
    ParameterStore store = model.store();
    return new TransferSource(
        model.toString(),
        model.parameters().stream()
            .map(each -> new Item(each.name(), each.shape(), () -> store.read(each)))
            .toList());
  }

  /** Reads a model file, whose checksum is verified, or any other safetensors file. */
  static TransferSource read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileFormatException(path.toString(), 0, "a directory, expected a file of tensors");
    }
    SafetensorsFile file = Safetensors.read(path);
    if (Checksum.of(file) == Checksum.WRONG) {
      throw new FileFormatException(path.toString(), 0, ModelFile.CHANGED);
    }
    return new TransferSource(
        path.toString(),
        file.tensors().stream()
            .map(each -> new Item(each.name(), each.shape(), each::floats))
            .toList());
  }

  List<String> names() {
    return items.stream().map(Item::name).toList();
  }
}
