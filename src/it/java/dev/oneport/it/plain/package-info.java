/**
 * An application of somebody else's: CDI and Jakarta REST of its own, Oneport as a jar in
 * WEB-INF/lib, the libraries for a plain server in WEB-INF/plain-lib.
 */
@NullMarked
package dev.oneport.it.plain;

import org.jspecify.annotations.NullMarked;
