package dev.cotangent.cli;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.pictures.GraphPicture;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The example graphs of {@code graph}, with values from lectures on backpropagation. */
enum ExampleGraphs {
  /** (x + y)·z at (−2, 5, −4). */
  CHAIN {
    @Override
    GraphPicture picture() {
      Tensor x = Tensor.scalar(-2);
      Tensor y = Tensor.scalar(5);
      Tensor z = Tensor.scalar(-4);
      Tensor q = x.add(y);
      Tensor f = q.mul(z);
      return GraphPicture.of(f)
          .named(x, "x")
          .named(y, "y")
          .named(z, "z")
          .named(q, "q")
          .named(f, "f");
    }
  },

  /** 1/(1 + exp(−(w₀x₀ + w₁x₁ + w₂))), in elementary operations. */
  SIGMOID {
    @Override
    GraphPicture picture() {
      return neuron(sum -> sum.neg().exp().add(1).reciprocal());
    }
  },

  /** The same neuron with the sigmoid as one node. */
  SIGMOID_GATE {
    @Override
    GraphPicture picture() {
      return neuron(Tensor::sigmoid);
    }
  },

  /** x·y + x²: x feeds two nodes, and its gradient is the sum of theirs. */
  FAN_OUT {
    @Override
    GraphPicture picture() {
      Tensor x = Tensor.scalar(3);
      Tensor y = Tensor.scalar(2);
      return GraphPicture.of(x.mul(y).add(x.square())).named(x, "x").named(y, "y");
    }
  },

  /** ‖q‖² of q = W·x. */
  NORM {
    @Override
    GraphPicture picture() {
      Tensor w = Tensor.of(Shape.of(2, 2), 0.1f, 0.5f, -0.3f, 0.8f);
      Tensor x = Tensor.of(Shape.of(2, 1), 0.2f, 0.4f);
      Tensor q = w.matmul(x);
      return GraphPicture.of(q.square().sum()).named(w, "W").named(x, "x").named(q, "q");
    }
  },

  /** A dense layer with bias on a batch of three: Σ relu(X·W + b). */
  BATCH {
    @Override
    GraphPicture picture() {
      Tensor x = Tensor.of(Shape.of(3, 2), 1f, 2f, 3f, -1f, 0f, 1f);
      Tensor w = Tensor.of(Shape.of(2, 2), 1f, -1f, 0.5f, 2f);
      Tensor b = Tensor.of(Shape.of(2), 0.5f, -1f);
      Tensor z = x.matmul(w).add(b);
      Tensor h = z.relu();
      return GraphPicture.of(h.sum())
          .named(x, "X")
          .named(w, "W")
          .named(b, "b")
          .named(z, "Z")
          .named(h, "H");
    }
  },

  /** Softmax and cross-entropy in elementary operations: p = e/Σe, e = exp(z), loss −log p₀. */
  SOFTMAX {
    @Override
    GraphPicture picture() {
      Tensor z = Tensor.of(Shape.of(3), 3.2f, 5.1f, -1.7f);
      Tensor e = z.exp();
      Tensor s = e.sum();
      Tensor p = e.div(s);
      Tensor loss = p.slice(0, 0, 1).log().neg();
      return GraphPicture.of(loss).named(z, "z").named(e, "e").named(s, "s").named(p, "p");
    }
  },

  /** A perceptron with two dense layers, and its squared error. */
  MLP {
    @Override
    GraphPicture picture() {
      Tensor x = Tensor.of(Shape.of(1, 2), 1f, 0.5f);
      Tensor w1 = Tensor.of(Shape.of(2, 2), 0.3f, -0.2f, 0.8f, 0.4f);
      Tensor b1 = Tensor.of(Shape.of(1, 2), 0.1f, -0.1f);
      Tensor w2 = Tensor.of(Shape.of(2, 1), 0.7f, -0.5f);
      Tensor b2 = Tensor.of(Shape.of(1, 1), 0.2f);
      Tensor target = Tensor.of(Shape.of(1, 1), 1f);
      Tensor hidden = x.matmul(w1).add(b1).tanh();
      Tensor loss = hidden.matmul(w2).add(b2).sub(target).square().sum();
      return GraphPicture.of(loss)
          .named(x, "x")
          .named(w1, "W1")
          .named(b1, "b1")
          .named(w2, "W2")
          .named(b2, "b2")
          .named(target, "target");
    }
  };

  abstract GraphPicture picture();

  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ExampleGraphs of(String id) {
    for (ExampleGraphs example : values()) {
      if (example.id().equals(id)) {
        return example;
      }
    }
    List<String> known = List.of(values()).stream().map(ExampleGraphs::id).toList();
    throw Check.unknown("--example", id, known);
  }

  private static GraphPicture neuron(UnaryOperator<Tensor> activation) {
    Tensor w0 = Tensor.scalar(2);
    Tensor x0 = Tensor.scalar(-1);
    Tensor w1 = Tensor.scalar(-3);
    Tensor x1 = Tensor.scalar(-2);
    Tensor w2 = Tensor.scalar(-3);
    Tensor sum = w0.mul(x0).add(w1.mul(x1)).add(w2);
    return GraphPicture.of(activation.apply(sum))
        .named(w0, "w0")
        .named(x0, "x0")
        .named(w1, "w1")
        .named(x1, "x1")
        .named(w2, "w2");
  }
}
