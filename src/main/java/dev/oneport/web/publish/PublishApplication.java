package dev.oneport.web.publish;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The HTTP API, below {@code api}. Lists its classes, since not every server looks for them. */
@ApplicationPath("api")
public class PublishApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        EmitResource.class,
        RoomsResource.class,
        SessionsResource.class,
        OpenApiResource.class,
        ConsoleResource.class,
        ConsoleRoomsResource.class,
        ConsoleEventsResource.class,
        PublishGate.class,
        ProblemMapper.class,
        RefusalMapper.class,
        FailureMapper.class);
  }
}
