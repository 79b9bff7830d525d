/** The application that public protocol suites run against. */
@NullMarked
package dev.oneport.conformance;

import org.jspecify.annotations.NullMarked;
