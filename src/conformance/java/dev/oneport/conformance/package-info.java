/** An application for the public protocol suites: an Engine.IO echo, and two namespaces. */
@NullMarked
package dev.oneport.conformance;

import org.jspecify.annotations.NullMarked;
