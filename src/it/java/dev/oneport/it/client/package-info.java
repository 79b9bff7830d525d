/** The clients that tests speak with: official ones, and some that can misbehave. */
@NullMarked
package dev.oneport.it.client;

import org.jspecify.annotations.NullMarked;
