package dev.cotangent.conformance;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.recurrent.LstmGrad;
import java.util.Arrays;
import java.util.List;

/**
 * The computation steps of the LSTM kernels: the expansions of {@code LstmTrace} and {@code
 * LstmGrad}, except that products accumulate onto their addend.
 */
final class LstmForms {

  private static final int CELL = 4;

  private LstmForms() {}

  static Tensor trace(List<Tensor> inputs) {
    Tensor u = inputs.get(1);
    Tensor h = inputs.get(2);
    Tensor c = inputs.get(3);
    int hidden = u.shape().dim(0);
    Tensor[] rows = new Tensor[inputs.get(0).shape().dim(1)];
    for (int t = 0; t < rows.length; t++) {
      Tensor z = KernelForms.accumulated(step(inputs.get(0), t), h, u);
      Tensor i = part(z, 0, hidden).sigmoid();
      Tensor f = part(z, 1, hidden).sigmoid();
      Tensor g = part(z, 2, hidden).tanh();
      Tensor o = part(z, 3, hidden).sigmoid();
      c = f.mul(c).add(i.mul(g));
      rows[t] = row(Tensor.concat(1, i, f, g, o, c, h));
      h = o.mul(c.tanh());
    }
    return Tensor.concat(1, rows);
  }

  static Tensor gradient(LstmGrad.Of of, List<Tensor> inputs) {
    Tensor trace = inputs.get(0);
    Tensor upstream = inputs.get(2);
    Tensor transposed = inputs.get(1).transpose();
    int hidden = inputs.get(1).shape().dim(0);
    int steps = trace.shape().dim(1);
    int unseen = steps - upstream.shape().dim(1);
    Tensor none = Tensor.full(upstream.type().with(Shape.of(trace.shape().dim(0), hidden)), 0);
    Tensor[] rows = new Tensor[steps];
    Tensor dz = none;
    Tensor dc = none;
    for (int t = steps - 1; t >= 0; t--) {
      Tensor fed = t < unseen ? none : part(step(upstream, t - unseen), 0, hidden);
      dc = t < unseen ? dc : dc.add(part(step(upstream, t - unseen), 1, hidden));
      Tensor dh = t == steps - 1 ? fed : KernelForms.accumulated(fed, dz, transposed);
      Tensor[] now = parts(trace, t, hidden);
      Tensor q = now[CELL].tanh();
      dc = dc.add(dh.mul(now[3]).mul(complement(q.square())));
      boolean first = t == 0 && of == LstmGrad.Of.CELL; // never requested
      Tensor before = t > 0 ? parts(trace, t - 1, hidden)[CELL] : first ? none : inputs.get(3);
      dz = gates(now, q, before, dh, dc);
      rows[t] = row(dz);
      dc = dc.mul(now[1]);
    }
    return of == LstmGrad.Of.CELL ? dc : Tensor.concat(1, rows);
  }

  private static Tensor gates(Tensor[] trace, Tensor q, Tensor before, Tensor dh, Tensor dc) {
    Tensor i = trace[0];
    Tensor f = trace[1];
    Tensor g = trace[2];
    Tensor o = trace[3];
    return Tensor.concat(
        1,
        dc.mul(g).mul(i).mul(complement(i)),
        dc.mul(before).mul(f).mul(complement(f)),
        dc.mul(i).mul(complement(g.square())),
        dh.mul(q).mul(o).mul(complement(o)));
  }

  private static Tensor[] parts(Tensor trace, int t, int hidden) {
    Tensor row = step(trace, t);
    Tensor[] parts = new Tensor[CELL + 1];
    Arrays.setAll(parts, part -> part(row, part, hidden));
    return parts;
  }

  private static Tensor complement(Tensor x) {
    return x.neg().add(1);
  }

  private static Tensor step(Tensor sequence, int t) {
    Shape shape = sequence.shape();
    return sequence.slice(1, t, t + 1).reshape(Shape.of(shape.dim(0), shape.dim(2)));
  }

  private static Tensor row(Tensor step) {
    return step.reshape(Shape.of(step.shape().dim(0), 1, step.shape().dim(1)));
  }

  private static Tensor part(Tensor x, int part, int hidden) {
    return x.slice(-1, part * hidden, (part + 1) * hidden);
  }
}
