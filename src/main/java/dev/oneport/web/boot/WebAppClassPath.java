package dev.oneport.web.boot;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one door through which a running web application's class path can grow, by server. */
final class WebAppClassPath {

  private final ClassLoader loader;
  private final Method add;

  private WebAppClassPath(ClassLoader loader, Method add) {
    this.loader = loader;
    this.add = add;
  }

  /**
   * Finds Tomcat's {@code WebappClassLoaderBase.addURL(URL)} or Jetty's {@code
   * WebAppClassLoader.addClassPath(String)}.
   *
   * @throws ServletException if the loader is of another kind
   */
  static WebAppClassPath of(ClassLoader loader) throws ServletException {
    Method add = findMethod(loader, "addURL", URL.class);
    if (add == null) {
      add = findMethod(loader, "addClassPath", String.class);
    }
    if (add == null) {
      throw new ServletException(
          "this server has no CDI and no Jakarta REST, and its class loader "
              + loader.getClass().getName()
              + " takes no further jars: move the jars of "
              + PlainLib.FOLDER
              + " to WEB-INF/lib");
    }
    return new WebAppClassPath(loader, add);
  }

  /**
   * Looks below {@link URLClassLoader} only: its own {@code addURL} is closed to reflection, but
   * the server's override in the unnamed module is not.
   */
  private static @Nullable Method findMethod(ClassLoader loader, String name, Class<?> parameter) {
    for (Class<?> type = loader.getClass();
        type != null && type != URLClassLoader.class && type != ClassLoader.class;
        type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == 1
            && method.getParameterTypes()[0] == parameter
            && method.trySetAccessible()) {
          return method;
        }
      }
    }
    return null;
  }

  void add(List<Path> jars) throws ServletException {
    try {
      for (Path jar : jars) {
        URL url = jar.toUri().toURL();
        add.invoke(loader, add.getParameterTypes()[0] == URL.class ? url : url.toString());
      }
    } catch (InvocationTargetException | IllegalAccessException | IOException e) {
      throw new ServletException("cannot add jars to " + loader.getClass().getName(), e);
    }
  }
}
