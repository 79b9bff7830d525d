/** The registry of live sessions, filled by every kind of transport. */
@NullMarked
package dev.oneport.session;

import org.jspecify.annotations.NullMarked;
