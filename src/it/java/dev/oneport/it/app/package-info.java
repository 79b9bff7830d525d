/**
 * An application as a user would write it, added to oneport.war for the tests. It knows the public
 * API and Jakarta EE only.
 */
@NullMarked
package dev.oneport.it.app;

import org.jspecify.annotations.NullMarked;
