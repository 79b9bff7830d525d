package dev.oneport.it.plain;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Named in the context-param {@code oneport.plain.classes}. */
@ApplicationPath("rest")
public class GreetingApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(GreetingResource.class);
  }
}
