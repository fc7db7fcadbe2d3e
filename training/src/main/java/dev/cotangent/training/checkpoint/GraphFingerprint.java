package dev.cotangent.training.checkpoint;

import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.ElementFunction;
import dev.cotangent.core.op.elementwise.Accelerated;
import dev.cotangent.core.op.elementwise.AcceleratedGrad;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.op.leaf.ParameterRead;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.text.QualifiedName;
import dev.cotangent.training.models.Models;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A hash that identifies a graph by its ops and their attributes, types, constants and edges. The
 * same in every JVM.
 */
final class GraphFingerprint {

  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+(E-?\\d+)?");

  private GraphFingerprint() {}

  /** The SHA-256 of a graph's nodes. */
  public static String of(GraphOrder<Tensor> graph, Models models) {
    MessageDigest digest = sha256();
    for (Tensor node : graph.nodes()) {
      StringBuilder text = new StringBuilder(text(node.op(), models)).append(node.type());
      node.inputs().forEach(input -> text.append(' ').append(graph.indexOf(input)));
      digest.update(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String text(Op op, Models models) {
    if (op instanceof ParameterRead read) {
      return "parameter " + name(read.parameter(), models);
    } else if (op instanceof Constant constant) {
      return "constant " + values(constant.array());
    } else if (op instanceof Accelerated accelerated) {
      return op.id() + settings(accelerated.function());
    } else if (op instanceof AcceleratedGrad accelerated) {
      return op.id() + settings(accelerated.function());
    }
    String text = op.toString();
    boolean varies =
        text.contains("@") || text.contains("$$"); // e.g. of a plain object or a lambda
    return varies ? op.id() : op.id() + " " + withBits(text);
  }

  private static String settings(ElementFunction function) {
    return function instanceof Activation activation
        ? withBits(activation.attributes().toString())
        : withBits(function.toString());
  }

  private static String name(Parameter parameter, Models models) {
    for (int i = 0; i < models.count(); i++) {
      if (models.list().get(i).store().holds(parameter)) {
        return QualifiedName.of(models.names().get(i), parameter.name());
      }
    }
    return parameter.name();
  }

  /** Replaces numbers by their float bits, since JDKs print the digits of some differently. */
  private static String withBits(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(number -> bits((float) Double.parseDouble(number.group())));
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }

  private static String values(Object array) {
    if (array instanceof int[] ints) {
      return Arrays.toString(ints);
    }
    DoubleStream values =
        array instanceof double[] doubles
            ? Arrays.stream(doubles)
            : IntStream.range(0, ((float[]) array).length).mapToDouble(i -> ((float[]) array)[i]);
    return values.mapToObj(GraphFingerprint::bits).collect(Collectors.joining(","));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
