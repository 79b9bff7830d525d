package dev.oneport.it.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a test class once on each server that passes the smoke test alone: its constructor takes a
 * {@link ServerUnderTest} of its own, not yet started, which it may stop and start.
 */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@MethodSource("dev.oneport.it.server.Servers#smoke")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnEachSmokeServer {}
