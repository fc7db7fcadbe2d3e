package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.layers.*;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.source.BuiltinData;

public class QuickStart {
  public static void main(String[] args) {
    var digits = Split.stratified(BuiltinData.digits(), 0.1, 0.2, 7); // validation, test, seed
    var model =
        Sequential.of(Dense.of(128), Activate.with(Activations.RELU), Dense.of(10))
            .build(digits.train().sampleShape(), 7);
    var trainer =
        Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(1e-3)).workers(4);
    System.out.println(trainer.validation(digits.validation()).fit(digits.train(), 20).last());
  }
}
