package dev.oneport.it.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a test class once on each server of this run: its constructor takes a {@link
 * ServerUnderTest} of its own, not yet started, on which an administrator sees all there is to see.
 */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@MethodSource("dev.oneport.it.server.Servers#watched")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnEachWatchedServer {}
