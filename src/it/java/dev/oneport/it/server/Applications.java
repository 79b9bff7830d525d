package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.classmate.TypeResolver;
import dev.oneport.testing.TestTokens;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;

/** What is deployed on the servers that test classes share. */
public final class Applications {

  /** {@code conformance.war}, byte for byte. */
  public static final String CONFORMANCE = "";

  /** {@code oneport.war}, byte for byte. */
  public static final String ONEPORT = "/oneport";

  /** {@code oneport.war} with the handlers and resources of {@code dev.oneport.it.app} added. */
  public static final String APP = "/app";

  /** {@link #APP} for clients with socket.io-msgpack-parser; its event streams end soon. */
  public static final String MESSAGE_PACK = "/msgpack";

  /** {@link #APP} with small limits. */
  public static final String LIMITS = "/limits";

  /** {@link #APP} with connection state recovery. */
  public static final String RECOVERING = "/recovering";

  /** {@link #APP} with event streams whose signs of life and patience are short. */
  public static final String STREAMS = "/streams";

  /** Its users sign in at the server by a form; {@code /account} is for them alone. */
  public static final String FORM = "/form";

  /**
   * Its users sign in at the server by BASIC, for all but the start page. Beans decide the rest.
   * Those who are clerks may publish, readers may look.
   */
  public static final String BASIC = "/basic";

  /** Its users have tokens, of {@link TokenIssuer}. */
  public static final String TOKENS = "/tokens";

  /**
   * {@code oneport.war} for nobody without a token of {@link dev.oneport.testing.TestTokens}, with
   * small rates, which the tests' addresses in X-Forwarded-For each have for themselves.
   */
  public static final String SECURED = "/secured";

  /** The key of the publish API, on every server. */
  public static final String API_KEY = "it-key-9c3f51d0a7";

  /** The key of {@code /metrics}, where {@link #metricsKeys} or {@link #configuredWar} opens it. */
  public static final String METRICS_KEY = "it-metrics-5b1e77c2f0";

  /** The only foreign origin that {@link #APP} lets in. */
  public static final String ALLOWED_ORIGIN = "http://allowed.example";

  /** Another, which may publish to the rooms {@code orders} alone. */
  public static final String SHOP_KEY = "it-key-of-the-shop-41";

  /**
   * Another, which may only look, in the console and in the Admin UI; so may a role of its name.
   */
  public static final String READER_KEY = "it-key-of-a-reader-70";

  /** Sees what goes on in some rooms of the application, and may do nothing. */
  public static final String AUDITOR_KEY = "it-key-of-the-auditor-7";

  private Applications() {}

  static List<Deployment> deployments() {
    return List.of(
        new Deployment(CONFORMANCE, conformanceWar()),
        new Deployment(ONEPORT, oneportWar()),
        new Deployment(APP, appWar()),
        new Deployment(MESSAGE_PACK, messagePackWar()),
        new Deployment(LIMITS, limitsWar()),
        new Deployment(RECOVERING, recoveringWar()),
        new Deployment(STREAMS, streamsWar()),
        new Deployment(FORM, formWar()),
        new Deployment(BASIC, basicWar()),
        new Deployment(TOKENS, tokensWar()),
        new Deployment(SECURED, securedWar()));
  }

  static Map<String, String> properties() {
    return withKey();
  }

  /** What opens the publish API to {@link #API_KEY}, and in part to {@link #SHOP_KEY}. */
  public static Map<String, String> withKey() {
    return Map.of(
        "oneport.api.keys",
        "tests=sha256:"
            + sha256(API_KEY)
            + ",shop=sha256:"
            + sha256(SHOP_KEY)
            + ",auditor=sha256:"
            + sha256(AUDITOR_KEY)
            + ",reader=sha256:"
            + sha256(READER_KEY),
        "oneport.api.grants",
        "tests=publish,tests=read,tests=manage,tests=inspect,auditor=read,auditor=inspect,reader=read",
        "oneport.api.rooms",
        "shop=orders,shop=/chat#orders,auditor=/chat#audited");
  }

  /** {@link #API_KEY}, named {@code ops}, opens everything; {@link #READER_KEY} lets look. */
  public static Map<String, String> withAdministrators() {
    return Map.of(
        "oneport.api.keys",
        "ops=sha256:" + sha256(API_KEY) + ",reader=sha256:" + sha256(READER_KEY),
        "oneport.api.grants",
        "ops=publish,ops=read,ops=manage,ops=inspect,reader=read");
  }

  /** What opens {@code /metrics} to {@link #METRICS_KEY}. */
  public static String metricsKeys() {
    return "prometheus=sha256:" + sha256(METRICS_KEY);
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The conformance application as built. */
  public static Path conformanceWar() {
    return Layout.artifact("conformance.war");
  }

  /** The product as built. */
  public static Path oneportWar() {
    return Layout.artifact("oneport.war");
  }

  /** The sample applications as built. */
  public static Path samplesWar() {
    return Layout.artifact("oneport-samples.war");
  }

  /** The test application, made here. */
  public static Path appWar() {
    return application("app").build();
  }

  private static Path messagePackWar() {
    return application("msgpack")
        .contextParam("oneport.parser", "msgpack")
        .contextParam("oneport.events.maxAge", "2")
        .build();
  }

  private static Path limitsWar() {
    return application("limits")
        .contextParam("oneport.maxHttpBufferSize", "10000")
        .contextParam("oneport.maxPacketsPerPayload", "5")
        .contextParam("oneport.maxAttachments", "2")
        .contextParam("oneport.maxJsonDepth", "8")
        .contextParam("oneport.maxEventNameLength", "20")
        .contextParam("oneport.maxNamespacesPerClient", "2")
        .contextParam("oneport.maxRoomsPerSocket", "3")
        .contextParam("oneport.maxWaitingClients", "4")
        .contextParam("oneport.api.maxBatch", "3")
        .contextParam("oneport.outboxBytes", "131072")
        .build();
  }

  /** Pings soon: a client that is cut off amid its upgrade notices by their absence only. */
  private static Path recoveringWar() {
    return application("recovering")
        .contextParam("oneport.connectionStateRecovery", "true")
        .contextParam("oneport.pingInterval", "2000")
        .contextParam("oneport.pingTimeout", "3000")
        .build();
  }

  private static Path streamsWar() {
    return application("streams")
        .contextParam("oneport.events.heartbeat", "300")
        .contextParam("oneport.events.maxWait", "2")
        .contextParam("oneport.sendTimeout", "2000")
        .contextParam("oneport.outboxBytes", "40000000")
        .contextParam("oneport.log.maxEvents", "100")
        .contextParam("oneport.rooms.public", "news,weather,[*]")
        .contextParam("oneport.rooms.authenticated", "members")
        .contextParam("oneport.rooms.byRole", "clerk=files*")
        .contextParam("oneport.cors.credentials", "true")
        .build();
  }

  private static Path formWar() {
    return login("form")
        .contextParam("oneport.auth.anonymous", "false")
        .contextParam("oneport.rooms.authenticated", "members")
        .contextParam("oneport.rooms.byRole", "clerk=clerks")
        .addToWebXml(
            constraint("/account")
                + """
                <session-config><session-timeout>1</session-timeout></session-config>
                <login-config><auth-method>FORM</auth-method><form-login-config>
                <form-login-page>/login.html</form-login-page>
                <form-error-page>/error.html</form-error-page></form-login-config></login-config>
                """)
        .addFile("login.html", "Please sign in.")
        .addFile("error.html", "That is not your password.")
        .build();
  }

  private static Path basicWar() {
    return login("basic")
        .addPackage("dev.oneport.it.decide")
        .contextParam("oneport.api.roles", "clerk,reader")
        .addToWebXml(
            constraint("/socket.io/*", "/events/*", "/ws", "/api/*")
                + "<login-config><auth-method>BASIC</auth-method></login-config>")
        .build();
  }

  private static WarBuilder login(String name) {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/" + name + ".war"))
        .addPackage("dev.oneport.it.login")
        .contextParam("oneport.api.grants", "tests=publish,tests=read")
        // Payara and GlassFish map roles to groups, or are told that they are the same.
        .addFile(
            "WEB-INF/glassfish-web.xml",
            "<glassfish-web-app>"
                + role("member")
                + role("clerk")
                + role("reader")
                + role("guest")
                + "</glassfish-web-app>");
  }

  private static String role(String name) {
    return "<security-role-mapping><role-name>%1$s</role-name><group-name>%1$s</group-name></security-role-mapping>"
        .formatted(name);
  }

  private static String constraint(String... paths) {
    String patterns =
        Stream.of(paths)
            .map("<url-pattern>%s</url-pattern>"::formatted)
            .collect(Collectors.joining());
    return """
        <security-constraint><web-resource-collection><web-resource-name>members</web-resource-name>
        %s</web-resource-collection>
        <auth-constraint><role-name>member</role-name></auth-constraint></security-constraint>
        <security-role><role-name>member</role-name></security-role>
        <security-role><role-name>clerk</role-name></security-role>
        <security-role><role-name>reader</role-name></security-role>
        <security-role><role-name>guest</role-name></security-role>
        """
        .formatted(patterns);
  }

  private static Path tokensWar() {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/tokens.war"))
        .addPackage("dev.oneport.it.login")
        .contextParam("oneport.auth.anonymous", "false")
        .contextParam("oneport.auth.jwt.keys", TokenIssuer.keys())
        .contextParam("oneport.auth.jwt.jwksUrl", TokenIssuer.jwksUrl())
        .contextParam("oneport.auth.jwt.jwksRefresh", "10")
        .contextParam("oneport.auth.jwt.issuer", TokenIssuer.ISSUER)
        .contextParam("oneport.auth.jwt.audience", TokenIssuer.AUDIENCE)
        .contextParam("oneport.auth.jwt.leeway", "0")
        .contextParam("oneport.rooms.authenticated", "members")
        .contextParam("oneport.rooms.byRole", "clerk=clerks")
        .build();
  }

  private static Path securedWar() {
    String key = "k=HS256:" + TestTokens.setting(TestTokens.SECRET.getBytes(UTF_8));
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/secured.war"))
        .contextParam("oneport.auth.jwt.keys", key)
        .contextParam("oneport.auth.anonymous", "false")
        .contextParam("oneport.rooms.public", "news*")
        .contextParam("oneport.trustedProxies", "127.0.0.1,::1")
        .contextParam("oneport.limits.connections.perAddress", "6/3600s")
        .contextParam("oneport.limits.connections.perUser", "4/3600s")
        .contextParam("oneport.limits.events.perAddress", "12/3600s")
        .contextParam("oneport.limits.events.perUser", "8/3600s")
        .contextParam("oneport.limits.joins.perAddress", "20/3600s")
        .contextParam("oneport.limits.joins.perUser", "10/3600s")
        .contextParam("oneport.limits.publishes.perAddress", "6/3600s")
        .contextParam("oneport.limits.publishes.perUser", "4/3600s")
        .build();
  }

  private static WarBuilder application(String name) {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/" + name + ".war"))
        .addPackage("dev.oneport.it.app")
        .addService("dev.oneport.OneportCustomizer", "dev.oneport.it.app.CookieCustomizer")
        .addPlainLib(HibernateValidator.class, TypeResolver.class)
        .contextParam("oneport.cors.origins", ALLOWED_ORIGIN)
        .contextParam("oneport.rooms.public", "news,weather,/chat#*")
        .contextParam("oneport.allowEIO3", "true")
        .contextParam("oneport.trustedProxies", "127.0.0.1,::1,198.51.100.0/24")
        .contextParam("oneport.cleanupEmptyChildNamespaces", "true")
        .addContextParam("oneport.plain.classes", "dev.oneport.it.app.ItApplication");
  }

  /** An application with handlers that no deployment survives. */
  public static Path brokenWar() {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/broken.war"))
        .addPackage("dev.oneport.it.broken")
        .build();
  }

  /**
   * The product with settings in its web.xml, in MicroProfile Config and in JNDI, some of them in
   * several places; only here may {@code /metrics} be read, by {@link #METRICS_KEY}.
   */
  public static Path configuredWar() {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/configured.war"))
        .contextParam("oneport.metrics.keys", metricsKeys())
        .contextParam("oneport.rooms.public", "news,[*]")
        .contextParam("oneport.maxAttachments", "11")
        .contextParam("oneport.maxJsonDepth", "12")
        .contextParam("oneport.pingTimeout", "13000")
        .contextParam("oneport.pingInterval", "14000")
        .contextParam("oneport.maxHttpBufferSize", "15000")
        .addContextParam("oneport.roms.public", "news")
        .addMicroProfileConfig(
            """
            oneport.maxJsonDepth=22
            oneport.pingTimeout=23000
            oneport.pingInterval=24000
            oneport.maxHttpBufferSize=25000
            oneport.pin.timeout=1
            """)
        .addEnvEntry("oneport.pingTimeout", "33000")
        .addEnvEntry("oneport.pingInterval", "34000")
        .addEnvEntry("oneport.maxHttpBufferSize", "35000")
        .addEnvEntry("oneport.outboxByte", "1")
        .build();
  }

  /**
   * The product for the Admin UI at {@link #ALLOWED_ORIGIN}; everybody may listen to every room.
   *
   * @param mode what the Admin UI is told
   */
  public static Path adminUiWar(String mode) {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/admin-ui-" + mode + ".war"))
        .contextParam("oneport.adminUi", mode)
        .contextParam("oneport.cors.origins", ALLOWED_ORIGIN)
        .contextParam("oneport.cors.credentials", "true")
        .contextParam("oneport.rooms.public", "*")
        .build();
  }

  /** The product with elements added to its web.xml. */
  public static Path withWebXml(String elements) {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/web-xml.war"))
        .addToWebXml(elements)
        .build();
  }

  /** The product with a bad value in JNDI. */
  public static Path misnamedWar() {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/misnamed.war"))
        .addEnvEntry("oneport.maxRoomsPerSocket", "none")
        .build();
  }

  /** The product with a bad value in MicroProfile Config. */
  public static Path misprofiledWar() {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/misprofiled.war"))
        .addMicroProfileConfig("oneport.whenFull=wait")
        .build();
  }

  /** The product with a setting that no deployment survives. */
  public static Path misconfiguredWar() {
    return WarBuilder.copyOf(oneportWar(), Layout.target("it-apps/misconfigured.war"))
        .contextParam("oneport.pingInterval", "-5")
        .build();
  }
}
