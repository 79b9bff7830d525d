package dev.oneport.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The command line.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 lets the system choose
 * @param context the context path of the WAR itself; empty for the root
 * @param others further WARs by context path, none of them {@code context}
 * @param help whether only {@link #HELP} is wanted
 * @param newKey the name of an API key that is to be made, and nothing served; empty for none
 */
record LaunchOptions(
    String host, int port, String context, Map<String, Path> others, boolean help, String newKey) {

  static final String HELP =
      """
      Serves Oneport with the server inside this WAR.

      java -jar oneport.war [options]
        --port N             port to listen on, 0..65535, 0 for any free one (default 8080)
        --host ADDRESS       address to listen on (default 127.0.0.1: this machine only)
        --context /PATH      context path (default /)
        --with /PATH=FILE    serves a further WAR at that context path; may be repeated
        --new-key [NAME]     serves nothing; prints a new API key, as the header that shows it,
                             and the line of configuration with its hash (default name backend)
        --help               prints this

      Without an API key in the system property oneport.api.keys or in the environment
      variable ONEPORT_API_KEYS it makes one for this run.
      """;

  /** Segments of unreserved characters, none of them a dot segment. */
  private static final Pattern CONTEXT = Pattern.compile("(/(?!\\.{1,2}(/|$))[\\w.~-]+)+");

  private static final Pattern KEY_NAME = Pattern.compile("[\\w.~-]+");

  LaunchOptions {
    others = Map.copyOf(others);
  }

  static LaunchOptions parse(String... args) throws UsageException {
    return new Parser(args).parse();
  }

  /** Where a browser on this machine finds the WAR, with a slash at the end. */
  String url(int actualPort) {
    return "http://" + (isLocal() ? "localhost" : bracketed()) + ":" + actualPort + context + "/";
  }

  private boolean isLocal() {
    return host.equals("127.0.0.1") || host.equals("0.0.0.0") || host.equals("::");
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static final class Parser {
    private final Deque<String> rest;
    private final Map<String, Path> others = new LinkedHashMap<>();
    private String host = "127.0.0.1";
    private int port = 8080;
    private String context = "";
    private String newKey = "";

    Parser(String... args) {
      rest = new ArrayDeque<>(List.of(args));
    }

    LaunchOptions parse() throws UsageException {
      boolean help = false;
      while (!rest.isEmpty()) {
        String option = rest.removeFirst();
        switch (option) {
          case "--port" -> port = port(value(option));
          case "--host" -> host = value(option);
          case "--context" -> context = context(option, value(option));
          case "--with" -> addWar(value(option));
          case "--new-key" -> newKey = newKey(option);
          case "--help", "-h" -> help = true;
          default -> throw new UsageException("unknown option " + option);
        }
      }
      if (others.containsKey(context)) {
        throw new UsageException("--with " + shown(context) + ": Oneport itself is served there");
      }
      return new LaunchOptions(host, port, context, others, help, newKey);
    }

    private String value(String option) throws UsageException {
      if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
        throw new UsageException(option + ": a value must follow");
      }
      return rest.removeFirst();
    }

    private String newKey(String option) throws UsageException {
      String name = rest.isEmpty() || rest.getFirst().startsWith("--") ? "backend" : value(option);
      if (!KEY_NAME.matcher(name).matches()) {
        throw new UsageException(option + " " + name + ": must be of letters, digits and . _ ~ -");
      }
      return name;
    }

    private static int port(String value) throws UsageException {
      try {
        int port = Integer.parseInt(value);
        if (port >= 0 && port <= 65535) {
          return port;
        }
      } catch (NumberFormatException e) {
        // Answered below, as a number out of range is.
      }
      throw new UsageException("--port " + value + ": must be 0..65535");
    }

    private static String context(String option, String value) throws UsageException {
      if (value.equals("/")) {
        return "";
      }
      if (!CONTEXT.matcher(value).matches()) {
        throw new UsageException(
            option + " " + value + ": must be / or like /name, of letters, digits and . _ ~ -");
      }
      return value;
    }

    private void addWar(String value) throws UsageException {
      int equals = value.indexOf('=');
      if (equals < 0) {
        throw new UsageException("--with " + value + ": must be like /name=file.war");
      }
      String path = context("--with", value.substring(0, equals));
      Path war = Path.of(value.substring(equals + 1));
      if (!Files.exists(war)) {
        throw new UsageException("--with " + value + ": there is no file " + war);
      }
      if (others.putIfAbsent(path, war) != null) {
        throw new UsageException("--with " + value + ": " + shown(path) + " is given twice");
      }
    }

    private static String shown(String context) {
      return context.isEmpty() ? "/" : context;
    }
  }
}
