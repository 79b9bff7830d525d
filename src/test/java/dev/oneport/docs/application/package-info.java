/** What the application of the documentation's Java code has besides: its types and variables. */
@NullMarked
package dev.oneport.docs.application;

import org.jspecify.annotations.NullMarked;
