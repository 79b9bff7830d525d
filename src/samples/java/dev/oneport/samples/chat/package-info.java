/**
 * The GIF chat: rooms with an owner, a capacity and a password, lines and pictures in them, and
 * lists that change by themselves. Two namespaces share one connection: {@code /room} tells which
 * rooms there are, {@code /chat} what is said in one.
 */
@NullMarked
package dev.oneport.samples.chat;

import org.jspecify.annotations.NullMarked;
