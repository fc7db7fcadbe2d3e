package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A deep Q-network (Mnih and others, 2015) in a corridor of eight rooms: each move goes one room
 * left or right, with a small reward at the left end and a large one at the right. A target
 * network, a copy from some steps ago, estimates the value of the next room.
 */
public final class E26Corridor {

  private static final int ROOMS = 8;
  private static final int ROWS = 32;
  private static final double DISCOUNT = 0.9;

  private E26Corridor() {}

  /** Trains, and prints in how many of the rooms the network picks the best move. */
  public static void main(String[] args) {
    System.out.printf("rooms with the best move: %.0f of 6%n", 6 * train(1500, t -> t).quality());
  }

  /** The network after a number of steps; the quality is the share of rooms with the best move. */
  static Trained train(int steps, UnaryOperator<Trainer> engine) {
    Sequential spec = Sequential.of(Dense.of(24), Activate.with(Activations.RELU), Dense.of(2));
    Model net = spec.build(Shape.of(ROOMS), 1);
    Model old = spec.build(Shape.of(ROOMS), 1);
    Objective objective =
        Objective.of(
                f -> {
                  Tensor values = f.apply(net, f.input("room", Shape.of(ROOMS)));
                  Tensor chosen = values.mul(f.input("move", Shape.of(2))).sum(1);
                  Tensor next = f.apply(old, f.input("next", Shape.of(ROOMS)));
                  Tensor best = next.max(List.of(1), false).mul(f.input("goes", Shape.scalar()));
                  Tensor wanted = f.input("prize", Shape.scalar()).add(best.mul(DISCOUNT));
                  f.part("error", chosen.sub(wanted).square());
                })
            .model("net", net)
            .model("old", old);
    RandomStream random = RandomStream.of(7, "corridor");
    float[] room = new float[ROWS * ROOMS];
    float[] next = new float[ROWS * ROOMS];
    float[] move = new float[ROWS * 2];
    float[] prize = new float[ROWS];
    float[] goes = new float[ROWS];
    Batch places = Batch.of("room", room).and("next", next).and("move", move);
    Batch batch = places.and("prize", prize).and("goes", goes);
    Trainer trainer = Trainer.of(objective).optimizer(Adam.of(3e-3)).freeze("old/*");
    int at = ROOMS / 2;
    try (TrainStep step = engine.apply(trainer).step()) {
      for (int i = 0; i < steps; i++) {
        if (i % 50 == 0) {
          old.copyFrom(net, Transfer.strict());
        }
        Arrays.fill(room, 0);
        Arrays.fill(next, 0);
        Arrays.fill(move, 0);
        for (int row = 0; row < ROWS; row++) {
          int to = random.below(2, (long) i * ROWS + row);
          int then = at + 2 * to - 1;
          boolean ends = then == 0 || then == ROOMS - 1;
          room[row * ROOMS + at] = 1;
          next[row * ROOMS + then] = 1;
          move[row * 2 + to] = 1;
          prize[row] = then == 0 ? 0.2f : then == ROOMS - 1 ? 1 : 0;
          goes[row] = ends ? 0 : 1;
          at = ends ? 1 + random.below(ROOMS - 2, -1 - (long) i * ROWS - row) : then;
        }
        step.run(batch);
      }
    }
    return new Trained(best(net), List.of(net));
  }

  /**
   * The share of rooms with the best move. Right is best wherever 0.9^distance · 1 to the right is
   * more than 0.9^distance · 0.2 to the left.
   */
  private static double best(Model net) {
    int right = 0;
    for (int room = 1; room < ROOMS - 1; room++) {
      float[] one = new float[ROOMS];
      one[room] = 1;
      float[] values = net.predictor().predict(one);
      double toRight = StrictMath.pow(DISCOUNT, ROOMS - 2 - room);
      double toLeft = 0.2 * StrictMath.pow(DISCOUNT, room - 1);
      right += values[1] > values[0] == toRight > toLeft ? 1 : 0;
    }
    return right / (ROOMS - 2.0);
  }
}
