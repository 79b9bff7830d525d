package dev.oneport.it.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The application's own resources, beside Oneport's publish API. */
@ApplicationPath("it")
public class ItApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(ItResource.class, NamespaceResource.class, SlowResource.class);
  }
}
