package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.example.OpExamples;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Compare;
import dev.cotangent.core.op.leaf.Leaf;
import dev.cotangent.core.op.random.Bernoulli;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomUniform;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No op of this module goes unchecked: it has an example, or it has no derivative and that is
 * checked.
 */
class OpExamplesTest {

  @Test
  void everyOpHasAnExample() throws Exception {
    Set<Class<?>> known =
        OpExamples.all().stream()
            .map(example -> example.draw(1).op().getClass())
            .collect(Collectors.toSet());
    known.addAll(OpExamples.withoutDerivative());
    List<Class<?>> ops = concreteOps();
    assertThat(ops).hasSizeGreaterThanOrEqualTo(32);
    assertThat(ops.stream().filter(op -> !Leaf.class.isAssignableFrom(op)).toList())
        .as("ops (left) and examples")
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void namesAreUnique() {
    assertThat(OpExamples.all().stream().map(OpExample::name)).doesNotHaveDuplicates();
  }

  @Test
  void opsWithoutADerivativeSendNothingBack() {
    Tensor x = Tensor.f64(Shape.of(2), 1.5, -0.5);
    Tensor y = Tensor.f64(Shape.of(2), 1.5, 2);
    for (Compare.Relation relation : Compare.Relation.values()) {
      Tensor mask = new Compare(relation).on(x, y).cast(DType.F64);
      assertThat(Gradients.of(mask.sum(), x).find(x)).isEmpty();
    }
    assertThat(Gradients.of(x.detach().sum(), x).find(x)).isEmpty();
    Tensor seed = Tensor.i32(Shape.of(2), 1, 2);
    Tensor row = Tensor.of(Shape.of(1), new int[1]);
    Shape shape = Shape.of(3);
    for (Op op :
        List.of(
            new Bernoulli(7, 0.5, shape),
            new RandomNormal(7, shape),
            new RandomUniform(7, shape))) {
      Tensor random = op.on(seed, seed, row);
      assertThat(Gradients.of(random.cast(DType.F64).sum(), seed).find(seed)).isEmpty();
    }
  }

  private static List<Class<?>> concreteOps() throws Exception {
    Path root = Path.of(Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .map(name -> name.replace(java.io.File.separatorChar, '.'))
          .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
          .filter(type -> Op.class.isAssignableFrom(type))
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, OpExamplesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
