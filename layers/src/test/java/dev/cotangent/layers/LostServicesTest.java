package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar made of several whose packaging has lost the services files. */
class LostServicesTest {

  private static final class Naive extends ClassLoader {

    Naive() {
      super(Dense.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  @Test
  void savingNamesTheCure(@TempDir Path folder) {
    Model model = Model.build(Dense.of(2), Shape.of(3), 7, Registry.discover(new Naive()));
    assertThatThrownBy(() -> model.save(folder.resolve("model.safetensors")))
        .hasMessageContaining("layer 'dense' (dev.cotangent.layers.Dense) is not in the registry")
        .hasMessageContaining("no layer of dev.cotangent:cotangent-layers")
        .hasMessageContaining("merge the files of META-INF/services")
        .hasMessageNotContaining("cotangent-training")
        .hasMessageNotContaining("add the line");
  }
}
