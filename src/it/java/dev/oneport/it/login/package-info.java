/** An application whose users sign in at the server, by {@code web.xml}. */
@NullMarked
package dev.oneport.it.login;

import org.jspecify.annotations.NullMarked;
