/** The Jakarta edge: servlets, WebSocket endpoints, REST resources, CDI. */
@NullMarked
package dev.oneport.web;

import org.jspecify.annotations.NullMarked;
