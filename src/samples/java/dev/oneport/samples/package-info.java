/**
 * Sample applications, one in each package, written to be copied. They see Oneport as any
 * application does: its jar lies in {@code WEB-INF/lib}, and nothing but {@code dev.oneport} is
 * imported.
 */
@NullMarked
package dev.oneport.samples;

import org.jspecify.annotations.NullMarked;
