package dev.cotangent.commonsmath;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Where a minimisation ended.
 *
 * @param point the minimum
 * @param cost half the sum of the squares of the residuals there
 * @param iterations of the algorithm
 * @param evaluations of function and Jacobian
 * @param jacobian of the residuals at the point; its pseudo-inverse gives the point's uncertainty
 */
public record Fit(
    RealVector point, double cost, int iterations, int evaluations, RealMatrix jacobian) {}
