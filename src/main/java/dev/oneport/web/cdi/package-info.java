/**
 * The CDI side: finds the beans that handle events, calls them, and makes the server injectable.
 *
 * <p>Everything but {@link dev.oneport.web.cdi.CdiBridge} needs CDI's classes. That interface does
 * not, so that start-up code may call it on a server without any.
 */
@NullMarked
package dev.oneport.web.cdi;

import org.jspecify.annotations.NullMarked;
