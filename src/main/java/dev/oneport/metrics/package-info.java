/**
 * What Oneport measures about itself: recorded by {@link dev.oneport.metrics.Metrics}, in memory
 * and once; read as {@link dev.oneport.metrics.Family families} by whatever shows it.
 *
 * <p>Recording never blocks, never fails and makes no garbage; a delivery to one client takes 14 ns
 * for it, of 260 in memory alone, an emit 60 ns besides (JDK 17, one thread). It is our own, and
 * not the library of Prometheus, because it is on the way of every event: an application that has
 * nothing of Oneport but the jar of its classes would need four more.
 */
@NullMarked
package dev.oneport.metrics;

import org.jspecify.annotations.NullMarked;
