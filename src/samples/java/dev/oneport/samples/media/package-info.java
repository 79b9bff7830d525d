/** Pictures that people upload: for the feed and the chat. */
@NullMarked
package dev.oneport.samples.media;

import org.jspecify.annotations.NullMarked;
