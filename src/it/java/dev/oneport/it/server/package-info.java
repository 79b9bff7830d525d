/** Real servers in processes of their own, and what the integration tests deploy on them. */
@NullMarked
package dev.oneport.it.server;

import org.jspecify.annotations.NullMarked;
