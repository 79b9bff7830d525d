/** Clients of every transport over random schedules, in virtual time. */
@NullMarked
package dev.oneport.subscribe.schedule;

import org.jspecify.annotations.NullMarked;
