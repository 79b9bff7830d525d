/** Shows what is measured: over HTTP, by JMX, to Micrometer and to MicroProfile Health. */
@NullMarked
package dev.oneport.web.monitor;

import org.jspecify.annotations.NullMarked;
