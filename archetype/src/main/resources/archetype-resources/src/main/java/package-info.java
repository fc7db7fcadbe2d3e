/** Plugins for Cotangent. */
package ${package};
