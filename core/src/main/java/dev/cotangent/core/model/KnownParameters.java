package dev.cotangent.core.model;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.text.Brief;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a model whose layers are rebuilt for other inputs. */
final class KnownParameters {

  private final Signature inputs;
  private final Map<String, Parameter> byName = new HashMap<>();

  /**
   * Creates the lookup of the existing parameters.
   *
   * @param inputs the new inputs, for errors
   */
  KnownParameters(Signature inputs, List<Parameter> parameters) {
    this.inputs = inputs;
    parameters.forEach(parameter -> byName.put(parameter.name(), parameter));
  }

  /**
   * Returns the model's parameter for one that a layer declares.
   *
   * @throws ShapeException if the model has none, or one of another shape
   */
  Parameter same(Parameter declared) {
    Parameter known = byName.get(declared.name());
    if (known == null) {
      throw new ShapeException(
          at()
              + "parameter "
              + declared
              + " is not in the model, expected one of "
              + Brief.list(byName.values()));
    }
    if (!isLike(declared, known)) {
      throw new ShapeException(
          at()
              + "parameter "
              + declared
              + ", expected "
              + known
              + " as in the model; these weights belong to one shape of samples, unlike those of convolutions,"
              + " recurrent layers and global pooling");
    }
    return known;
  }

  private static boolean isLike(Parameter declared, Parameter known) {
    return declared.shape().equals(known.shape())
        && declared.trainable() == known.trainable()
        && declared.storageOrder().equals(known.storageOrder());
  }

  private String at() {
    String samples = inputs.isSingle() ? inputs.port(0).sample().toString() : inputs.toString();
    return "for samples " + samples + ": ";
  }
}
