package dev.oneport.it.app;

import jakarta.enterprise.context.RequestScoped;

/** Lives as long as one event. */
@RequestScoped
public class Visit {
  private int count;

  int next() {
    return ++count;
  }
}
