/**
 * The feed: members sign up and in, write posts over HTTP, and every open page shows them at once.
 * Whatever is stored goes through a resource, which tells the sockets once it is committed.
 */
@NullMarked
package dev.oneport.samples.feed;

import org.jspecify.annotations.NullMarked;
