package org.example.myapp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The resources, below {@code /rest}: by name, since a plain Tomcat does not look for them. */
@ApplicationPath("rest")
public class MyApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(FeedResource.class);
  }
}
