/** The database of the samples: found, brought up to date, and then used by their own queries. */
@NullMarked
package dev.oneport.samples.data;

import org.jspecify.annotations.NullMarked;
