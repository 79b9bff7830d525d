package dev.oneport.it.server;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The stack traces in a server's log, but for those that a server logs by itself, whatever
 * application it runs, when clients misbehave.
 */
public final class StackTraces {
  private static final Pattern STACK_TRACE =
      Pattern.compile("(?m)^.*(?:\\n\\s+at [\\w.$/<>@-]+\\([^)]*\\)){2,}");

  /** As the first frame. */
  private static final Pattern GRIZZLY_OR_TYRUS =
      Pattern.compile("\\A.*\\n\\s+at org\\.glassfish\\.(grizzly|tyrus)\\.");

  private static final String CLOSE_OF_AN_UPGRADED_CONNECTION =
      "at org.apache.catalina.connector.WebConnectionImpl.close(";

  private static final String PARTS_OF_A_TEXT =
      "org.apache.tomcat.websocket.WsRemoteEndpointImplBase$TextMessageSendHandler.onResult";

  private static final String HEADER_LINE = "The HTTP header line [";

  private static final String END_OF_AN_ANSWER = "UT005088";

  private StackTraces() {}

  /** Those in a part of a server's log that are not its own. */
  public static List<String> in(String log, ServerUnderTest server) {
    return STACK_TRACE
        .matcher(log)
        .results()
        .map(MatchResult::group)
        .filter(trace -> !isServersOwn(trace, server.name()))
        .toList();
  }

  /**
   * Payara logs exceptions that Grizzly and Tyrus throw at half a frame, at closes that cross each
   * other (its Catalina finishes a response that is recycled already, whichever side closes) and,
   * whoever asks for anything of the request, at connections that end early. Undertow logs one when
   * it ends the answer to a client that is gone, seconds after a test may have left that client;
   * Tomcat one when a client leaves amid a text that it sends in several parts, and at the first
   * header that is none.
   */
  private static boolean isServersOwn(String trace, String server) {
    boolean ours = trace.contains("dev.oneport");
    return switch (server) {
      case "payara" ->
          !ours
              || GRIZZLY_OR_TYRUS.matcher(trace).find()
              || trace.contains(CLOSE_OF_AN_UPGRADED_CONNECTION);
      case "wildfly" -> !ours && trace.contains(END_OF_AN_ANSWER);
      default -> !ours && (trace.contains(PARTS_OF_A_TEXT) || trace.contains(HEADER_LINE));
    };
  }
}
