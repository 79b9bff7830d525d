package dev.oneport.config;

import dev.oneport.OneportCustomizer;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings. For each the first source that has it wins; without any it has its default.
 */
public final class ConfigReader {
  private static final System.Logger LOG = System.getLogger(ConfigReader.class.getName());

  /** Read by the start-up code before there is a configuration. */
  private static final Set<String> NO_SETTINGS = Set.of("oneport.plain.classes");

  private final List<ConfigSource> sources;

  private ConfigReader(List<ConfigSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * The settings of a deployed application. Names that no setting has are logged at WARN.
   *
   * @param server what the server that the application runs on says, after system properties and
   *     environment variables and before the application itself; the first wins
   * @param customizers of the application's code; the last one to set a setting counts
   * @param contextParams of the application
   * @throws ConfigException if a value is out of range, or two contradict each other
   */
  public static EffectiveConfig read(
      List<ConfigSource> server,
      Iterable<? extends OneportCustomizer> customizers,
      Map<String, String> contextParams) {
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(ConfigSource.systemProperties(System.getProperties()));
    sources.add(ConfigSource.environment(System.getenv()));
    sources.addAll(server);
    sources.add(CodeOptions.of(customizers));
    sources.add(ConfigSource.contextParams(contextParams));
    return effective(sources);
  }

  /** The same on a server that says nothing. */
  public static OneportConfig read(
      Map<String, String> contextParams, Iterable<? extends OneportCustomizer> customizers) {
    return read(List.of(), customizers, contextParams).config();
  }

  /**
   * The settings as these sources have them. Names that no setting has are logged at WARN.
   *
   * @param sources the first wins
   * @throws ConfigException if a value is out of range, or two contradict each other
   */
  public static OneportConfig read(List<ConfigSource> sources) {
    return effective(sources).config();
  }

  static EffectiveConfig effective(List<ConfigSource> sources) {
    ConfigReader reader = new ConfigReader(sources);
    reader
        .unknownNames()
        .forEach((name, hint) -> LOG.log(System.Logger.Level.WARNING, "unknown-setting: " + hint));
    return new EffectiveConfig(reader.read(), reader.changed());
  }

  /** A hint for each name of ours, by its beginning, that no setting has. */
  static Map<String, String> unknownNames(List<ConfigSource> sources) {
    return new ConfigReader(sources).unknownNames();
  }

  private Map<String, String> unknownNames() {
    Map<String, String> hints = new TreeMap<>();
    for (ConfigSource source : sources) {
      Set<String> known = new LinkedHashSet<>();
      Settings.all().forEach(setting -> known.addAll(source.spellings(setting.name())));
      for (String name : source.names()) {
        if (!known.contains(name) && !NO_SETTINGS.contains(name)) {
          hints.putIfAbsent(
              name,
              "unknown setting %s (from %s), ignored: did you mean %s?"
                  .formatted(name, source.describe(name), Similarity.nearest(name, known)));
        }
      }
    }
    return hints;
  }

  /** The settings that are not what is built in, in the order of the documentation. */
  private List<EffectiveConfig.Value> changed() {
    List<EffectiveConfig.Value> changed = new ArrayList<>();
    for (Setting<?> setting : Settings.all()) {
      ConfigSource source = sourceOf(setting);
      String text = text(setting, source);
      if (source != null && !text.equals(setting.defaultText())) {
        String shown = setting.isSecret() ? Setting.MASK : text;
        changed.add(
            new EffectiveConfig.Value(setting.name(), shown, source.describe(setting.name())));
      }
    }
    return changed;
  }

  private OneportConfig read() {
    return new OneportConfig(
        engine(),
        socketIo(),
        recovery(),
        log(),
        web(),
        new EventsConfig(
            get(Settings.EVENTS_HEARTBEAT),
            get(Settings.EVENTS_MAX_AGE),
            get(Settings.EVENTS_MAX_WAIT),
            get(Settings.EVENTS_POLL_INTERVAL),
            get(Settings.EVENTS_POLLS_PER_SECOND),
            get(Settings.EVENTS_EXPIRY_WARNING)),
        new RoomsConfig(
            get(Settings.ROOMS_PUBLIC),
            get(Settings.ROOMS_AUTHENTICATED),
            get(Settings.ROOMS_BY_ROLE)),
        publish(),
        auth(),
        limits(),
        new MetricsConfig(get(Settings.METRICS_KEYS)),
        new ConsoleConfig(get(Settings.CONSOLE), get(Settings.ADMIN_UI)),
        get(Settings.DRAIN_TIMEOUT),
        get(Settings.ROLES));
  }

  private PublishConfig publish() {
    PublishConfig publish =
        new PublishConfig(
            get(Settings.API_KEYS),
            get(Settings.API_ROLES),
            get(Settings.API_GRANTS),
            get(Settings.API_ROOMS),
            get(Settings.API_MAX_BATCH),
            new PublishConfig.Idempotency(
                get(Settings.API_IDEMPOTENCY_MAX_BYTES), get(Settings.API_IDEMPOTENCY_MAX_AGE)));
    checkNames(Settings.API_GRANTS, publish.grants().keySet(), publish);
    checkNames(Settings.API_ROOMS, publish.rooms().keySet(), publish);
    return publish;
  }

  /** A misspelt name would leave its key with more rights than were meant. */
  private void checkNames(Setting<?> setting, Set<String> names, PublishConfig publish) {
    for (String name : new TreeSet<>(names)) {
      if (!publish.knows(name)) {
        throw invalid(
            setting, "must name keys of oneport.api.keys or roles of oneport.api.roles: " + name);
      }
    }
  }

  private EngineConfig engine() {
    return new EngineConfig(
        get(Settings.TRANSPORTS),
        get(Settings.ALLOW_UPGRADES),
        get(Settings.ALLOW_EIO3),
        get(Settings.PING_INTERVAL),
        get(Settings.PING_TIMEOUT),
        get(Settings.UPGRADE_TIMEOUT),
        get(Settings.MAX_HTTP_BUFFER_SIZE),
        get(Settings.MAX_PACKETS_PER_PAYLOAD),
        get(Settings.OUTBOX_BYTES),
        get(Settings.SEND_TIMEOUT),
        get(Settings.MAX_SESSIONS),
        get(Settings.INITIAL_PACKET));
  }

  private SocketIoConfig socketIo() {
    return new SocketIoConfig(
        get(Settings.PARSER),
        get(Settings.CONNECT_TIMEOUT),
        get(Settings.MAX_ATTACHMENTS),
        get(Settings.MAX_JSON_DEPTH),
        get(Settings.MAX_EVENT_NAME_LENGTH),
        get(Settings.MAX_NAMESPACES_PER_CLIENT),
        get(Settings.MAX_ROOMS_PER_SOCKET),
        get(Settings.HANDLER_QUEUE_BYTES),
        get(Settings.MAX_PENDING_ACKS),
        namespaces());
  }

  private RecoveryConfig recovery() {
    return new RecoveryConfig(
        get(Settings.RECOVERY),
        get(Settings.RECOVERY_MAX_DISCONNECTION),
        get(Settings.RECOVERY_SKIP_MIDDLEWARES),
        get(Settings.RECOVERY_MAX_SESSIONS),
        get(Settings.RECOVERY_MAX_SESSION_BYTES));
  }

  private LogConfig log() {
    return new LogConfig(
        get(Settings.LOG_MAX_EVENTS), get(Settings.LOG_MAX_BYTES), get(Settings.LOG_MAX_AGE));
  }

  private NamespaceConfig namespaces() {
    return new NamespaceConfig(
        get(Settings.CLEANUP_EMPTY_CHILD_NAMESPACES),
        get(Settings.MAX_CHILD_NAMESPACES),
        get(Settings.MAX_WAITING_CLIENTS),
        get(Settings.BROADCAST_ACK_TIMEOUT),
        get(Settings.BROADCAST_ACK_BYTES),
        get(Settings.WHEN_FULL));
  }

  private WebConfig web() {
    return new WebConfig(
        get(Settings.PATH),
        get(Settings.SERVE_CLIENT),
        get(Settings.DIRECT),
        cors(),
        get(Settings.ALLOWED_ORIGINS),
        new ProxyConfig(get(Settings.TRUSTED_PROXIES), get(Settings.TRUSTED_PROXIES_HEADER)),
        http(),
        pageKey());
  }

  private HttpConfig http() {
    return new HttpConfig(
        get(Settings.ADD_TRAILING_SLASH),
        new HttpConfig.Compression(
            get(Settings.HTTP_COMPRESSION), get(Settings.HTTP_COMPRESSION_THRESHOLD)),
        cookie(),
        get(Settings.DECISION_TIMEOUT));
  }

  private @Nullable CookieConfig cookie() {
    boolean wanted = get(Settings.COOKIE);
    String sameSite = get(Settings.COOKIE_SAME_SITE);
    if (wanted && sameSite.equals("None") && !get(Settings.COOKIE_SECURE)) {
      throw invalid(
          Settings.COOKIE_SAME_SITE,
          "must not be none while oneport.cookie.secure is false: browsers drop such a cookie");
    }
    CookieConfig cookie =
        new CookieConfig(
            get(Settings.COOKIE_NAME),
            get(Settings.COOKIE_PATH),
            get(Settings.COOKIE_DOMAIN),
            get(Settings.COOKIE_HTTP_ONLY),
            get(Settings.COOKIE_SECURE),
            get(Settings.COOKIE_PARTITIONED),
            sameSite,
            get(Settings.COOKIE_MAX_AGE),
            get(Settings.COOKIE_PRIORITY));
    return wanted ? cookie : null;
  }

  private CorsConfig cors() {
    Set<String> origins = get(Settings.CORS_ORIGINS);
    boolean any = origins.contains("*");
    if (any && get(Settings.CORS_CREDENTIALS)) {
      throw invalid(
          Settings.CORS_CREDENTIALS,
          "must be false while oneport.cors.origins is *, or else any page on the Web acts as its"
              + " visitor; list the origins instead");
    }
    return new CorsConfig(
        any,
        any ? Set.of() : origins,
        get(Settings.CORS_CREDENTIALS),
        get(Settings.CORS_ALLOWED_HEADERS),
        get(Settings.CORS_EXPOSED_HEADERS),
        get(Settings.CORS_METHODS),
        get(Settings.CORS_MAX_AGE),
        new CorsConfig.Preflight(
            get(Settings.CORS_OPTIONS_SUCCESS_STATUS), get(Settings.CORS_PREFLIGHT_CONTINUE)));
  }

  private AuthConfig auth() {
    return new AuthConfig(get(Settings.AUTH_ANONYMOUS), jwt(), get(Settings.EVENTS_EXPIRY_WARNING));
  }

  private LimitsConfig limits() {
    return new LimitsConfig(
        limit(Settings.LIMIT_CONNECTIONS_PER_ADDRESS, Settings.LIMIT_CONNECTIONS_PER_USER),
        limit(Settings.LIMIT_EVENTS_PER_ADDRESS, Settings.LIMIT_EVENTS_PER_USER),
        limit(Settings.LIMIT_JOINS_PER_ADDRESS, Settings.LIMIT_JOINS_PER_USER),
        limit(Settings.LIMIT_PUBLISHES_PER_ADDRESS, Settings.LIMIT_PUBLISHES_PER_USER),
        get(Settings.LIMITS_MAX_REMEMBERED));
  }

  private LimitsConfig.Limit limit(
      Setting<@Nullable Rate> perAddress, Setting<@Nullable Rate> perUser) {
    return new LimitsConfig.Limit(get(perAddress), get(perUser));
  }

  private JwtConfig jwt() {
    URI jwksUrl = get(Settings.JWT_JWKS_URL);
    String issuer = get(Settings.JWT_ISSUER);
    String audience = get(Settings.JWT_AUDIENCE);
    if (jwksUrl != null && (issuer.isEmpty() || audience.isEmpty())) {
      throw invalid(
          Settings.JWT_JWKS_URL,
          "must come with oneport.auth.jwt.issuer and oneport.auth.jwt.audience, or else tokens that"
              + " were made for other applications are good here");
    }
    return new JwtConfig(
        get(Settings.JWT_KEYS),
        new JwtConfig.Jwks(jwksUrl, get(Settings.JWT_JWKS_REFRESH)),
        issuer,
        audience,
        get(Settings.JWT_LEEWAY),
        get(Settings.JWT_ROLES_CLAIM),
        get(Settings.JWT_ROOMS_CLAIM));
  }

  private @Nullable String pageKey() {
    String key = get(Settings.PAGE_KEY);
    if (key.isEmpty()) {
      return null;
    }
    byte[] hash = ApiKey.hashOf(key);
    if (get(Settings.API_KEYS).stream().noneMatch(known -> known.matches(hash))) {
      throw invalid(Settings.PAGE_KEY, "must be a key whose hash is in oneport.api.keys");
    }
    return key;
  }

  private <T extends @Nullable Object> T get(Setting<T> setting) {
    ConfigSource source = sourceOf(setting);
    return setting.parse(text(setting, source), where(setting, source));
  }

  private ConfigException invalid(Setting<?> setting, String must) {
    ConfigSource source = sourceOf(setting);
    return setting.invalid(text(setting, source), must, where(setting, source));
  }

  private @Nullable ConfigSource sourceOf(Setting<?> setting) {
    for (ConfigSource source : sources) {
      if (source.value(setting.name()) != null) {
        return source;
      }
    }
    return null;
  }

  private static String text(Setting<?> setting, @Nullable ConfigSource source) {
    String text = source == null ? null : source.value(setting.name());
    return text == null ? setting.defaultText() : text.strip();
  }

  private static String where(Setting<?> setting, @Nullable ConfigSource source) {
    return source == null ? "the built-in default" : source.describe(setting.name());
  }
}
