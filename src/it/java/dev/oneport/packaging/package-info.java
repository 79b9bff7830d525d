/** What is in the archives that the build makes. */
@NullMarked
package dev.oneport.packaging;

import org.jspecify.annotations.NullMarked;
