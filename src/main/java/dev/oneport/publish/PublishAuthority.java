package dev.oneport.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows some of those who may use the HTTP API. Any thread. */
public interface PublishAuthority {

  /** Whether it could know anybody; the API is closed if no authority does. */
  boolean isOpen();

  /**
   * Who it is, and what that one may do.
   *
   * @return null if these are no credentials of its kind, or not good
   */
  @Nullable Publisher identify(Credentials credentials);

  /** Asks these, in order. */
  static PublishAuthority anyOf(List<PublishAuthority> authorities) {
    List<PublishAuthority> all = List.copyOf(authorities);
    return new PublishAuthority() {
      @Override
      public boolean isOpen() {
        return all.stream().anyMatch(PublishAuthority::isOpen);
      }

      @Override
      public @Nullable Publisher identify(Credentials credentials) {
        for (PublishAuthority each : all) {
          Publisher found = each.identify(credentials);
          if (found != null) {
            return found;
          }
        }
        return null;
      }
    };
  }
}
