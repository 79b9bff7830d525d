/** Engine.IO over HTTP, and the decision who may upgrade. */
@NullMarked
package dev.oneport.web.polling;

import org.jspecify.annotations.NullMarked;
