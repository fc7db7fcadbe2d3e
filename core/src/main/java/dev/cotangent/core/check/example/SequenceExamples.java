package dev.cotangent.core.check.example;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.check.Draw.Domain;
import dev.cotangent.core.check.OpExample;
import dev.cotangent.core.check.OpExample.ErrorBound;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.op.recurrent.LstmGrad;
import dev.cotangent.core.op.recurrent.LstmStates;
import dev.cotangent.core.op.recurrent.LstmTrace;
import dev.cotangent.core.op.shape.Concat;
import dev.cotangent.core.op.shape.Gather;
import dev.cotangent.core.op.shape.Pad;
import dev.cotangent.core.op.shape.ScatterAdd;
import dev.cotangent.core.op.shape.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Examples of ops that slice, concatenate or iterate along an axis. */
final class SequenceExamples {

  private SequenceExamples() {}

  static List<OpExample> all() {
    return List.of(
        OpExamples.shaped("slice", 1, shape -> middle(shape, shape.rank() - 1)),
        OpExamples.shaped("slice of rows", 1, shape -> middle(shape, 0)),
        OpExamples.shaped("slice of an axis between", 3, shape -> middle(shape, 1)),
        OpExamples.shaped("pad", 1, shape -> new Pad(shape.rank() - 1, 2, 1)),
        OpExamples.shaped("pad of rows", 1, shape -> new Pad(0, 0, 3)),
        OpExamples.shaped("pad of an axis between", 3, shape -> new Pad(1, 1, 0)),
        concat("concat", 1, shape -> shape.rank() - 1).also(Shape.of(5, 5), Shape.of(5, 5)),
        concat("concat of rows", 1, shape -> 0).also(Shape.of(5, 5), Shape.of(2, 5)),
        concat("concat of an axis between", 3, shape -> 1)
            .also(Shape.of(3, 2, 3), Shape.of(3, 4, 3)),
        OpExample.of(
                "gather",
                new Gather(),
                draw ->
                    List.of(draw.oneOf(List.of(Shape.of(3, 2), Shape.of(7), Shape.of(1, 2, 2)))))
            .with((x, draw) -> List.of(x.get(0), draw.labels(4, x.get(0).shape().dim(0))))
            .also(Shape.of(5, 5)),
        OpExample.of(
                "scatter_add",
                new ScatterAdd(3),
                draw -> List.of(draw.oneOf(List.of(Shape.of(4, 2), Shape.of(5), Shape.of(0, 2)))))
            .with((x, draw) -> List.of(x.get(0), draw.labels(x.get(0).shape().dim(0), 3)))
            .with(ErrorBound.OF_MAGNITUDES)
            .also(Shape.of(20, 5)),
        lstm(new LstmTrace()),
        lstm(new LstmStates(1)),
        lstm(new LstmStates(1))
            .named("lstm_states of steps")
            .with(shapes -> new LstmStates(Math.max(1, shapes.get(0).dim(1) - 1))),
        lstmGrad(LstmGrad.Of.GATES),
        lstmGrad(LstmGrad.Of.CELL));
  }

  private static Op middle(Shape shape, int axis) {
    int length = shape.dim(axis);
    return new Slice(axis, length / 3, length - length / 4);
  }

  private static OpExample concat(String name, int rank, ToIntFunction<Shape> axis) {
    return OpExample.of(name, new Concat(0), draw -> pair(draw, draw.shape(rank), axis))
        .with(shapes -> new Concat(axis.applyAsInt(shapes.get(0))));
  }

  private static List<Shape> pair(Draw draw, Shape shape, ToIntFunction<Shape> axis) {
    return List.of(shape, shape.with(axis.applyAsInt(shape), draw.below(4)));
  }

  private static OpExample lstm(Op op) {
    return OpExample.of(op.id(), op, draw -> shapes(draw, 4))
        .on(Domain.GENERIC, Domain.GENERIC, Domain.GENERIC, Domain.GENERIC)
        .with(ErrorBound.CANCELS)
        .also(Shape.of(2, 3, 8), Shape.of(2, 8), Shape.of(2, 2), Shape.of(2, 2));
  }

  /** The trace's values have the range of gates and states. */
  private static OpExample lstmGrad(LstmGrad.Of of) {
    LstmGrad op = new LstmGrad(of);
    Shape[] fixed = {Shape.of(2, 3, 12), Shape.of(2, 8), Shape.of(2, 2, 4), Shape.of(2, 2)};
    return OpExample.of(op.id(), op, draw -> gradShapes(draw, of))
        .on(Domain.SMALL, Domain.GENERIC, Domain.GENERIC, Domain.GENERIC)
        .with(ErrorBound.CANCELS)
        .also(Arrays.copyOf(fixed, of == LstmGrad.Of.CELL ? 3 : 4));
  }

  /** The shapes of a sequence, recurrent weights and initial states, of one of several sizes. */
  private static List<Shape> shapes(Draw draw, int parts) {
    int rows = draw.below(3);
    int hidden = 1 + draw.below(2);
    Shape sequence = Shape.of(rows, 1 + draw.below(2), parts * hidden);
    Shape state = Shape.of(rows, hidden);
    return List.of(sequence, Shape.of(hidden, 4 * hidden), state, state);
  }

  private static List<Shape> gradShapes(Draw draw, LstmGrad.Of of) {
    List<Shape> shapes = shapes(draw, 6);
    Shape state = shapes.get(2);
    int last = 1 + draw.below(shapes.get(0).dim(1));
    Shape upstream = Shape.of(state.dim(0), last, 2 * state.dim(1));
    return of == LstmGrad.Of.CELL
        ? List.of(shapes.get(0), shapes.get(1), upstream)
        : List.of(shapes.get(0), shapes.get(1), upstream, state);
  }
}
