/**
 * The smallest complete programs, numbered in the order they were written. From simple to hard:
 *
 * <ul>
 *   <li>gradients: {@link dev.cotangent.examples.E01ChainRule}, {@link
 *       dev.cotangent.examples.E02SigmoidNeuron}, {@link dev.cotangent.examples.E11FanOutAdds},
 *       {@link dev.cotangent.examples.E03MatrixGradient}
 *   <li>first networks: {@link dev.cotangent.examples.E09Xor}, {@link
 *       dev.cotangent.examples.E04ThreeLayerNetwork}, {@link
 *       dev.cotangent.examples.E10DepthWithoutActivation}, {@link
 *       dev.cotangent.examples.QuickStart}, {@link dev.cotangent.examples.E05Digits}, {@link
 *       dev.cotangent.examples.E12ActivationContest}
 *   <li>inside an application: {@link dev.cotangent.examples.E07PredictionService}, {@link
 *       dev.cotangent.examples.E31Service}, {@link dev.cotangent.examples.E15Guice}
 *   <li>other data and losses: {@link dev.cotangent.examples.E17LevenbergMarquardt}, {@link
 *       dev.cotangent.examples.E13Sequence}, {@link dev.cotangent.examples.E14Uncertainty}
 *   <li>deeper networks and custom loops: {@link dev.cotangent.examples.E08LeNet}, {@link
 *       dev.cotangent.examples.E18ResidualNetwork}, {@link dev.cotangent.examples.E16Gan}
 *   <li>other targets: {@link dev.cotangent.examples.E28Tagging}, {@link
 *       dev.cotangent.examples.E29SeveralLabels}
 *   <li>several inputs, and a class for each pixel: {@link dev.cotangent.examples.E21TwoTowers},
 *       {@link dev.cotangent.examples.E22SkipGraph}
 *   <li>custom objectives, several models: {@link dev.cotangent.examples.E23DifferentialEquation},
 *       {@link dev.cotangent.examples.E24Autoencoder}, {@link dev.cotangent.examples.E27TwoTasks},
 *       {@link dev.cotangent.examples.E26Corridor}, {@link dev.cotangent.examples.E25PenalizedGan}
 *   <li>transfer learning: {@link dev.cotangent.examples.E30NewHead}
 *   <li>plugins and packaging: {@link dev.cotangent.examples.E06CustomActivation}, {@link
 *       dev.cotangent.examples.E20PluginHost}, {@link dev.cotangent.examples.E19FatJar}
 * </ul>
 */
@NullMarked
package dev.cotangent.examples;

import org.jspecify.annotations.NullMarked;
