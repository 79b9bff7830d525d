/** Event streams and polling over plain HTTP, for clients without a library. */
@NullMarked
package dev.oneport.web.events;

import org.jspecify.annotations.NullMarked;
