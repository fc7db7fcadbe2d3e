/** A layer that Cotangent does not know, in a jar of its own. */
package dev.cotangent.example.highway;
