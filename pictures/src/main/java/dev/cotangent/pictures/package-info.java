/**
 * Visualization: computation graphs as SVG and DOT, training curves and reports as SVG and HTML.
 */
package dev.cotangent.pictures;
