/**
 * What Oneport measures about itself: recorded by {@link dev.oneport.metrics.Metrics}, in memory
 * and once; read as {@link dev.oneport.metrics.Family families} by whatever shows it.
 *
 * <p>Recording never blocks, never fails and makes no garbage.
 */
@NullMarked
package dev.oneport.metrics;

import org.jspecify.annotations.NullMarked;
