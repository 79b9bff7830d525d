package dev.oneport.samples.feed;

import java.security.Principal;

/** Who may write. */
public record Member(long id, String name) implements Principal {
  @Override
  public String getName() {
    return name;
  }
}
