/**
 * Who may do what over the HTTP API, and which requests came before: nothing of HTTP itself. {@link
 * PublishAuthority} is the port for those who know people.
 */
@NullMarked
package dev.oneport.publish;

import org.jspecify.annotations.NullMarked;
