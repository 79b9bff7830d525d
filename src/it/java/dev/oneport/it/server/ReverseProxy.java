package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A reverse proxy as of Debian's package, with the example of {@code deploy/proxy} in which nothing
 * but ports is replaced. It runs until it is closed.
 */
public final class ReverseProxy implements AutoCloseable {

  /** Which one. */
  public enum Kind {
    /** With its configuration inside of {@code http { }}. */
    NGINX("nginx", "nginx.conf"),
    /** With its whole configuration. */
    HAPROXY("haproxy", "haproxy.cfg"),
    /** With its configuration after all modules. */
    APACHE("apache2", "apache.conf");

    private final String command;
    private final String example;

    Kind(String command, String example) {
      this.command = command;
      this.example = example;
    }

    /** Its command, which Debian puts out of the way of ordinary users. */
    public Path command() {
      return Path.of("/usr/sbin", command);
    }
  }

  private static final Path EXAMPLES = Path.of("deploy/proxy");
  private static final Path APACHE_MODULES = Path.of("/usr/lib/apache2/modules");
  private static final String SERVER = "127.0.0.1:8080";

  private final Path work;
  private final int port = Layout.freePorts(1).get(0);
  private final ServerProcess process;

  private ReverseProxy(Kind kind, URI server) throws IOException {
    work = Layout.workDirectory("proxy-" + kind.command);
    Path site = work.resolve(kind.example);
    Files.writeString(site, site(kind, server), UTF_8);
    process = ServerProcess.start(command(kind, site), work, Map.of(), "proxy-" + kind.command);
  }

  /** Starts one in front of a server. */
  public static ReverseProxy start(Kind kind, URI server) {
    try {
      ReverseProxy proxy = new ReverseProxy(kind, server);
      proxy.process.awaitAnswer(proxy.base(server));
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where an application of that server is to be had through it. */
  public URI base(URI direct) {
    return URI.create("http://127.0.0.1:" + port + direct.getPath());
  }

  private String site(Kind kind, URI server) throws IOException {
    String example = Files.readString(EXAMPLES.resolve(kind.example), UTF_8);
    String here = "127.0.0.1:" + port;
    String listening =
        switch (kind) {
          case NGINX -> replaced(example, "listen 80;", "listen " + here + ";");
          case HAPROXY -> replaced(example, "bind :80\n", "bind " + here + "\n");
          case APACHE -> replaced(example, "<VirtualHost *:80>", "<VirtualHost *:" + port + ">");
        };
    return replaced(listening, SERVER, server.getAuthority());
  }

  private static String replaced(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalStateException("the example has no " + from);
    }
    return text.replace(from, to);
  }

  private List<String> command(Kind kind, Path site) throws IOException {
    String command = kind.command().toString();
    return switch (kind) {
      case NGINX -> List.of(command, "-p", work.toString(), "-c", write(nginx(site)));
      case HAPROXY -> List.of(command, "-db", "-f", site.toString());
      case APACHE ->
          List.of(command, "-DFOREGROUND", "-d", work.toString(), "-f", write(apache(site)));
    };
  }

  private String write(String around) throws IOException {
    return Files.writeString(work.resolve("main.conf"), around, UTF_8).toString();
  }

  /** As Debian's own around it, but for places that only root may write to. */
  private String nginx(Path site) {
    return """
    daemon off;
    master_process off;
    pid %1$s/pid;
    error_log stderr;
    events { worker_connections 1024; }
    http {
      access_log off;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      include %2$s;
    }
    """
        .formatted(work, site);
  }

  private String apache(Path site) {
    StringBuilder main = new StringBuilder();
    for (String module : List.of("mpm_event", "authz_core", "proxy", "proxy_http", "headers")) {
      Path file = APACHE_MODULES.resolve("mod_" + module + ".so");
      main.append("LoadModule " + module + "_module " + file + "\n");
    }
    return main.append("Listen 127.0.0.1:" + port + "\n")
        .append("ServerName localhost\n")
        .append("DefaultRuntimeDir " + work + "\n")
        .append("PidFile " + work.resolve("pid") + "\n")
        .append("ErrorLog /dev/stderr\n")
        .append("User www-data\nGroup www-data\n")
        .append("Include " + site + "\n")
        .toString();
  }

  @Override
  public void close() {
    process.close();
    Layout.delete(work);
  }
}
