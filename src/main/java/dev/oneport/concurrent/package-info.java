/**
 * Threads, timers and the clock: the only place that schedules. Everything above gets these by its
 * constructor, so that tests need not wait.
 */
@NullMarked
package dev.oneport.concurrent;

import org.jspecify.annotations.NullMarked;
