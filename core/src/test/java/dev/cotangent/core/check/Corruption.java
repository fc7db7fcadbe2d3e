package dev.cotangent.core.check;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.OpExample.OpCase;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A mistake that an author of a derivative could make: what it does to one input's cotangent. */
enum Corruption {
  /** Wrong by a factor of 1.001. */
  SCALED {
    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      return cotangent.mul(1.001);
    }
  },
  /** The sign is forgotten. */
  NEGATED {
    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      return cotangent.neg();
    }
  },
  /** A gradient of zeros. */
  ZERO {
    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      return Tensor.full(cotangent.type(), 0);
    }
  },
  /** A little off where x is negative. */
  WRONG_BELOW_ZERO {
    @Override
    boolean applies(OpCase operation, int input) {
      return anyBelowZero(operation.points().get(input));
    }

    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      return x.less(Tensor.full(x.type(), 0)).where(cotangent.mul(1.001).add(0.001), cotangent);
    }
  },
  /** A little off where the index is above 16, as a loop's tail may be. */
  WRONG_ABOVE_16 {
    @Override
    boolean applies(OpCase operation, int input) {
      return operation.points().get(input).shape().size() > 17;
    }

    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      Shape shape = cotangent.shape();
      Tensor index = Tensor.iota(shape.size()).reshape(shape);
      return index
          .greater(Tensor.full(index.type(), 16))
          .where(cotangent.mul(1.001).add(0.001), cotangent);
    }
  },
  /** Nothing is sent back to the input. */
  FORGOTTEN {
    @Override
    boolean forgets() {
      return true;
    }
  },
  /** One of an operand's repetitions stands for all of them (their mean does here). */
  BROADCAST_SUM_FORGOTTEN {
    @Override
    boolean applies(OpCase operation, int input) {
      Shape shape = operation.points().get(input).shape();
      return sent(operation, input, operation.points()).stream()
          .anyMatch(cotangent -> !cotangent.shape().equals(shape));
    }

    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      return cotangent.mul((double) x.shape().size() / cotangent.shape().size());
    }
  },
  /** The first and the last axis are swapped, where their lengths do not give it away. */
  AXES_SWAPPED {
    @Override
    boolean applies(OpCase operation, int input) {
      Shape shape = operation.points().get(input).shape();
      return shape.rank() >= 2 && shape.dim(-1) == shape.dim(0);
    }

    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      List<Integer> axes =
          new ArrayList<>(IntStream.range(0, cotangent.shape().rank()).boxed().toList());
      Collections.swap(axes, axes.size() - x.shape().rank(), axes.size() - 1);
      return cotangent.transpose(axes);
    }
  },
  /** Where one tensor is both operands, only the first use counts. */
  SECOND_USE_DROPPED {
    @Override
    boolean applies(OpCase operation, int input) {
      List<Tensor> points = operation.points();
      return input == 1
          && points.get(0).shape().equals(points.get(1).shape())
          && !sent(operation, 1, List.of(points.get(0), points.get(0))).isEmpty();
    }

    @Override
    boolean oneTensorForAll() {
      return true;
    }

    @Override
    boolean forgets() {
      return true;
    }
  },
  /** The first derivative is right; half of it does not depend on anything any more. */
  WRONG_IN_SECOND_ORDER {
    @Override
    boolean applies(OpCase operation, int input) {
      return operation.example().order() > 1;
    }

    @Override
    Tensor corrupt(Tensor cotangent, Tensor x) {
      return cotangent.mul(0.5).add(cotangent.detach().mul(0.5));
    }
  };

  /** Whether the mistake can be made, and makes a difference, there. */
  boolean applies(OpCase operation, int input) {
    return true;
  }

  /** The wrong cotangent. */
  Tensor corrupt(Tensor cotangent, Tensor x) {
    return cotangent;
  }

  /** Whether the cotangent is not sent at all. */
  boolean forgets() {
    return false;
  }

  /** Whether the op is applied to one tensor in all places. */
  boolean oneTensorForAll() {
    return false;
  }

  private static boolean anyBelowZero(Tensor point) {
    for (double x : point.toDoubles()) {
      if (x < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the derivative rule sends anything to an input. */
  static boolean sends(OpCase operation, int input) {
    return !sent(operation, input, operation.points()).isEmpty();
  }

  /** What the derivative rule sends to an input. */
  private static List<Tensor> sent(OpCase operation, int input, List<Tensor> points) {
    Tensor y = operation.apply(operation.op(), points);
    int position = operation.operands(operation.points()).indexOf(operation.points().get(input));
    List<Tensor> sent = new ArrayList<>();
    operation
        .op()
        .vjp(
            y,
            Tensor.full(y.type(), 1),
            (to, cotangent) -> sent.addAll(to == position ? List.of(cotangent) : List.of()));
    return sent;
  }
}
