/**
 * The executable WAR: {@code java -jar oneport.war} serves itself with the Tomcat in {@code
 * WEB-INF/embedded}. Invisible to a server that deploys the WAR, and no part of the classes jar.
 *
 * <p>Two class loaders: the JVM starts {@link dev.oneport.launch.Main} from the WAR alone; {@link
 * dev.oneport.launch.IsolatedServer} then loads the rest of this package a second time, beside
 * Tomcat.
 */
@NullMarked
package dev.oneport.launch;

import org.jspecify.annotations.NullMarked;
