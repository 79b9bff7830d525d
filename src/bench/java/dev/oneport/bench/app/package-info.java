/** What is deployed on Oneport: the same three handlers that its peers have. */
@NullMarked
package dev.oneport.bench.app;

import org.jspecify.annotations.NullMarked;
