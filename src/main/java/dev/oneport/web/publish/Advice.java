package dev.oneport.web.publish;

import dev.oneport.config.ApiGrant;
import dev.oneport.publish.Publisher;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an administrator changes so that somebody may do more: settings as they are written. */
final class Advice {
  private static final String KEY = "key:";
  private static final String TOKEN = "token:";

  /** Stands for whichever of a user's roles the administrator chooses. */
  private static final String ROLE = "ROLE";

  private Advice() {}

  /** To do one thing more. The setting names everything that one may do, so all of it is told. */
  static String toGrant(Publisher publisher, ApiGrant more) {
    if (publisher.name().startsWith(TOKEN)) {
      return "Tokens may do no more than publish, to the rooms that their claim publish lists.";
    }
    String name = nameInSettings(publisher);
    String grants =
        Arrays.stream(ApiGrant.values())
            .filter(grant -> grant == more || publisher.rights().has(grant))
            .map(grant -> name + "=" + text(grant))
            .collect(Collectors.joining(","));
    return "If that one is to, oneport.api.grants must say " + grants + explained(name);
  }

  /**
   * To do it in a further room.
   *
   * @param pattern as the setting names that room
   */
  static String toAddRoom(Publisher publisher, String pattern) {
    if (publisher.name().startsWith(TOKEN)) {
      return "If that one is to, the token's claim publish must list " + pattern + ".";
    }
    String name = nameInSettings(publisher);
    return "If that one is to, add "
        + name
        + "="
        + pattern
        + " to oneport.api.rooms"
        + explained(name);
  }

  /** As it stands in settings. */
  static String text(ApiGrant grant) {
    return grant.name().toLowerCase(Locale.ROOT);
  }

  private static String nameInSettings(Publisher publisher) {
    String name = publisher.name();
    return name.startsWith(KEY) ? name.substring(KEY.length()) : ROLE;
  }

  private static String explained(String name) {
    return name.equals(ROLE) ? ", with a role of that user for ROLE." : ".";
  }
}
