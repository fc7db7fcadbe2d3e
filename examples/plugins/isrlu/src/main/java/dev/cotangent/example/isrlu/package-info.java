/** An activation that gives value and derivative of one element, in a jar of its own. */
package dev.cotangent.example.isrlu;
