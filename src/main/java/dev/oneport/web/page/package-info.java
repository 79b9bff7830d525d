/** What the start page asks the server. */
@NullMarked
package dev.oneport.web.page;

import org.jspecify.annotations.NullMarked;
