package dev.cotangent.commonsmath;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The result of a least-squares fit.
 *
 * @param point the minimum
 * @param cost half the sum of the squares of the residuals there
 * @param iterations number of iterations of the algorithm
 * @param evaluations number of evaluations of the function and its Jacobian
 * @param jacobian the Jacobian of the residuals at the point; its pseudo-inverse gives the
 *     uncertainty of the point
 */
public record Fit(
    RealVector point, double cost, int iterations, int evaluations, RealMatrix jacobian) {}
