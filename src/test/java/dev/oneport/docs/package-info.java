/** What the documentation says is true: its code blocks are executed, its links lead somewhere. */
@NullMarked
package dev.oneport.docs;

import org.jspecify.annotations.NullMarked;
