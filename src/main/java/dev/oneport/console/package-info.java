/**
 * What the console shows: how the numbers of {@link dev.oneport.metrics} were over time, which
 * rooms are busy, and the events that pass while somebody looks. Nothing of HTTP; all of it is
 * bounded, whatever clients do.
 */
@NullMarked
package dev.oneport.console;

import org.jspecify.annotations.NullMarked;
