/** An application with mistakes in its handlers: no server deploys it. */
@NullMarked
package dev.oneport.it.broken;

import org.jspecify.annotations.NullMarked;
