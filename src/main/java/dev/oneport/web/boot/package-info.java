/**
 * Start-up: turns a plain servlet container into one with CDI and Jakarta REST, then wires Oneport.
 *
 * <p>Everything here runs on the container's deployment thread.
 */
@NullMarked
package dev.oneport.web.boot;

import org.jspecify.annotations.NullMarked;
