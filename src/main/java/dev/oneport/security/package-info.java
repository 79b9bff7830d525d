/**
 * Who clients are: tokens and the keys that verify them, what the application says. Nothing here
 * writes a token into a log.
 */
@NullMarked
package dev.oneport.security;

import org.jspecify.annotations.NullMarked;
