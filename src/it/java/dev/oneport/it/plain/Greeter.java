package dev.oneport.it.plain;

import jakarta.enterprise.context.RequestScoped;

/** A bean that needs a request context. */
@RequestScoped
public class Greeter {

  /** The greeting. */
  public String greet(String name) {
    return "hello " + name;
  }
}
