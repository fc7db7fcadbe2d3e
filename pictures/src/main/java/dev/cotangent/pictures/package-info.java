/** Graphs as SVG and DOT; trainings as SVG and HTML. */
package dev.cotangent.pictures;
