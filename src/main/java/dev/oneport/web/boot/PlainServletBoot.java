package dev.oneport.web.boot;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives a plain servlet container (Tomcat, Jetty) what Oneport needs and it lacks: CDI, Jakarta
 * REST, JSON-B and JSON-P, from the jars in {@code WEB-INF/plain-lib} of the web application.
 *
 * <p>No Jakarta EE server looks into that folder, so the same WAR runs on both kinds: where CDI and
 * Jakarta REST are there already, this class does nothing. Elsewhere it adds the jars to the web
 * application's class loader and runs their own initializers, which the container did not see.
 *
 * <p>Nobody scans the application for Jakarta REST classes then. The initializers are handed
 * Oneport's own {@code Application} and the classes that the context parameter {@value
 * #CLASSES_PARAMETER} names (fully qualified, separated by white space or commas); an application
 * lists its {@code Application} subclasses there, and these list their resources in {@code
 * getClasses()}.
 *
 * <p>Called by {@link OneportInitializer}, once per deployment, on the deployment thread.
 */
final class PlainServletBoot {

  /** The context parameter naming an application's own Jakarta REST classes. */
  static final String CLASSES_PARAMETER = "oneport.plain.classes";

  private static final Logger log = System.getLogger(PlainServletBoot.class.getName());

  private static final String CDI = "jakarta.enterprise.inject.spi.CDI";
  private static final String REST = "jakarta.ws.rs.core.Application";

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

  /** Absent in a WAR whose classes jar was stripped of the publish API. */
  private static final String PUBLISH_APPLICATION = "dev.oneport.web.publish.PublishApplication";

  private PlainServletBoot() {}

  /**
   * Adds {@code WEB-INF/plain-lib} where the server lacks CDI and Jakarta REST.
   *
   * @throws ServletException if the jars cannot be added or one of their initializers fails; the
   *     message says what to do
   */
  static void boot(ServletContext context) throws ServletException {
    if (!isWanted(context)) {
      return;
    }
    try {
      PlainLib plainLib = PlainLib.of(context);
      if (plainLib.isEmpty()) {
        log.log(
            Level.INFO,
            "no-plain-lib: {0} has no CDI and no Jakarta REST, and the application no {1}:"
                + " injection and the publish API are not available, Oneport.server(servletContext)"
                + " is",
            context.getServerInfo(),
            PlainLib.FOLDER);
        return;
      }
      plainLib.addTo(context.getClassLoader());
      WeldSettings.applyTo(context);
      injectIntoProviders(context);
      runInitializers(plainLib.initializers(), restClasses(context), context);
      context.addListener(new StopBeforeCdi());
    } catch (IOException e) {
      throw new ServletException("cannot read " + PlainLib.FOLDER + " of " + name(context), e);
    }
  }

  /** What resteasy-cdi says in its web-fragment.xml, which nobody reads in that folder. */
  private static void injectIntoProviders(ServletContext context) {
    boolean unused =
        context.setInitParameter(
            "resteasy.injector.factory", "org.jboss.resteasy.cdi.CdiInjectorFactory");
  }

  private static boolean isWanted(ServletContext context) {
    boolean cdi = isLoadable(context, CDI);
    boolean rest = isLoadable(context, REST);
    if (cdi != rest) {
      log.log(
          Level.WARNING,
          "half-a-server: {0} shows {1} the class {2}, but not {3}: {4} is left out, and injection"
              + " or the publish API will not work. Hide the server''s half (on Jetty:"
              + " WEB-INF/jetty-ee10-web.xml of oneport.war does it), or add the missing half to"
              + " the server",
          context.getServerInfo(),
          name(context),
          cdi ? CDI : REST,
          cdi ? REST : CDI,
          PlainLib.FOLDER);
    }
    return !cdi && !rest;
  }

  private static boolean isLoadable(ServletContext context, String className) {
    try {
      Class.forName(className, false, context.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** The classes that a container with Jakarta REST would have found by itself. */
  private static Set<Class<?>> restClasses(ServletContext context) throws ServletException {
    Set<Class<?>> classes = new LinkedHashSet<>();
    if (isLoadable(context, PUBLISH_APPLICATION)) {
      classes.add(load(context, PUBLISH_APPLICATION));
    }
    String names = context.getInitParameter(CLASSES_PARAMETER);
    if (names != null) {
      for (String className : SEPARATORS.split(names, -1)) {
        if (!className.isEmpty()) {
          classes.add(load(context, className));
        }
      }
    }
    return classes;
  }

  private static Class<?> load(ServletContext context, String className) throws ServletException {
    try {
      return Class.forName(className, false, context.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ServletException(
          CLASSES_PARAMETER
              + ": cannot load "
              + className
              + "; give fully qualified names of classes in WEB-INF/classes or WEB-INF/lib",
          e);
    }
  }

  private static void runInitializers(
      List<String> classNames, Set<Class<?>> restClasses, ServletContext context)
      throws ServletException {
    for (String className : classNames) {
      log.log(Level.DEBUG, "{0}: running {1}", name(context), className);
      instantiate(className, context.getClassLoader()).onStartup(restClasses, context);
    }
  }

  private static ServletContainerInitializer instantiate(String className, ClassLoader loader)
      throws ServletException {
    try {
      return Class.forName(className, true, loader)
          .asSubclass(ServletContainerInitializer.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ServletException(
          "cannot start " + className + "; is a jar missing in " + PlainLib.FOLDER + "?", e);
    }
  }

  private static String name(ServletContext context) {
    String path = context.getContextPath();
    return path.isEmpty() ? "the root application" : path;
  }
}
