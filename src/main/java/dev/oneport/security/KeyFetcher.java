package dev.oneport.security;

import java.io.IOException;
import java.net.URI;

/** Port: brings the document with an identity provider's keys. */
@FunctionalInterface
public interface KeyFetcher {

  /**
   * Fetches it; may block for some seconds.
   *
   * @return JSON, as it came
   * @throws IOException if there is none, or it is too large
   */
  String fetch(URI url) throws IOException;
}
