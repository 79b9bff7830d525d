package dev.oneport.it.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a test class once on each server of this run that is there for the sample applications: its
 * constructor takes a {@link ServerUnderTest} of its own, not yet started.
 */
@ParameterizedClass(name = "{0}", autoCloseArguments = false, allowZeroInvocations = true)
@MethodSource("dev.oneport.it.server.Servers#samples")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnEachSamplesServer {}
