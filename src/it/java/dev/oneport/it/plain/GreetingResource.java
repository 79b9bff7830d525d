package dev.oneport.it.plain;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** JSON in, a bean's answer, JSON out. */
@Path("greeting")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GreetingResource {

  @Inject private Greeter greeter;

  /** Who asks. */
  public record Name(String name) {}

  /** What is answered. */
  public record Greeting(String text) {}

  /** Greets. */
  @POST
  public Greeting greet(Name name) {
    return new Greeting(greeter.greet(name.name()));
  }
}
