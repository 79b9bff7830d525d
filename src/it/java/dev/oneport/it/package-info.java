/** Oneport on real servers, with real clients. Each class runs on every server of the run. */
@NullMarked
package dev.oneport.it;

import org.jspecify.annotations.NullMarked;
