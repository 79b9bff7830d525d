package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.ParserName;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String KEY = "correct-horse-battery-staple";

  @Test
  void nothingSetMeansTheDefaultsOfTheRecords() {
    assertThat(ConfigReader.read(List.of())).isEqualTo(OneportConfig.defaults());
  }

  @Test
  void systemPropertyBeatsEnvironmentBeatsContextParam() {
    Properties properties = new Properties();
    Map<String, String> environment = Map.of("ONEPORT_PINGINTERVAL", "2", "ONEPORT_PATH", "/env");
    Map<String, String> params =
        Map.of(
            "oneport.pingInterval", "3", "oneport.path", "/param", "oneport.pingTimeout", " 4\n");
    properties.setProperty("oneport.pingInterval", "1");

    OneportConfig config =
        ConfigReader.read(
            List.of(
                ConfigSource.systemProperties(properties),
                ConfigSource.environment(environment),
                ConfigSource.contextParams(params)));

    assertThat(config.engine().pingIntervalMillis()).isEqualTo(1);
    assertThat(config.web().path()).isEqualTo("/env");
    assertThat(config.engine().pingTimeoutMillis()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"oneport.cors.maxAge", "oneport_cors_maxAge", "ONEPORT_CORS_MAXAGE"})
  void environmentIsReadByTheThreeSpellingsOfMicroProfile(String variable) {
    OneportConfig config =
        ConfigReader.read(List.of(ConfigSource.environment(Map.of(variable, "7"))));

    assertThat(config.web().cors().maxAgeSeconds()).isEqualTo(7);
  }

  @Test
  void everySettingArrivesInItsPlace() {
    OneportConfig config =
        read(
            Map.ofEntries(
                Map.entry("oneport.path", "/engine.io"),
                Map.entry("oneport.transports", "websocket"),
                Map.entry("oneport.allowUpgrades", "false"),
                Map.entry("oneport.allowEIO3", "true"),
                Map.entry("oneport.pingInterval", "1"),
                Map.entry("oneport.pingTimeout", "2"),
                Map.entry("oneport.upgradeTimeout", "3"),
                Map.entry("oneport.maxHttpBufferSize", "4"),
                Map.entry("oneport.maxPacketsPerPayload", "5"),
                Map.entry("oneport.outboxBytes", "1026"),
                Map.entry("oneport.whenFull", "dropOldest"),
                Map.entry("oneport.sendTimeout", "7"),
                Map.entry("oneport.maxSessions", "8"),
                Map.entry("oneport.addTrailingSlash", "true"),
                Map.entry("oneport.initialPacket", "hi"),
                Map.entry("oneport.drainTimeout", "27"),
                Map.entry("oneport.decisionTimeout", "17"),
                Map.entry("oneport.httpCompression", "false"),
                Map.entry("oneport.httpCompression.threshold", "18"),
                Map.entry("oneport.cookie", "true"),
                Map.entry("oneport.cookie.name", "node"),
                Map.entry("oneport.cookie.path", ""),
                Map.entry("oneport.cookie.domain", "example.org"),
                Map.entry("oneport.cookie.httpOnly", "false"),
                Map.entry("oneport.cookie.secure", "true"),
                Map.entry("oneport.cookie.partitioned", "true"),
                Map.entry("oneport.cookie.sameSite", "none"),
                Map.entry("oneport.cookie.maxAge", "19"),
                Map.entry("oneport.cookie.priority", "low"),
                Map.entry("oneport.parser", "msgpack"),
                Map.entry("oneport.connectTimeout", "9"),
                Map.entry("oneport.maxAttachments", "10"),
                Map.entry("oneport.maxJsonDepth", "11"),
                Map.entry("oneport.maxEventNameLength", "12"),
                Map.entry("oneport.maxNamespacesPerClient", "13"),
                Map.entry("oneport.maxWaitingClients", "17"),
                Map.entry("oneport.maxChildNamespaces", "18"),
                Map.entry("oneport.cleanupEmptyChildNamespaces", "true"),
                Map.entry("oneport.broadcastAckTimeout", "19"),
                Map.entry("oneport.broadcastAckBytes", "1040"),
                Map.entry("oneport.maxRoomsPerSocket", "14"),
                Map.entry("oneport.handlerQueueBytes", "1039"),
                Map.entry("oneport.maxPendingAcks", "20"),
                Map.entry("oneport.serveClient", "false"),
                Map.entry("oneport.direct", "false"),
                Map.entry("oneport.cors.origins", "https://a.example, http://[::1]:8080"),
                Map.entry("oneport.cors.credentials", "true"),
                Map.entry("oneport.cors.allowedHeaders", "X-A, X-B"),
                Map.entry("oneport.cors.exposedHeaders", "X-C"),
                Map.entry("oneport.cors.methods", "GET"),
                Map.entry("oneport.cors.maxAge", "16"),
                Map.entry("oneport.cors.optionsSuccessStatus", "200"),
                Map.entry("oneport.cors.preflightContinue", "true"),
                Map.entry("oneport.allowedOrigins", "https://b.example"),
                Map.entry("oneport.trustedProxies", "10.0.0.0/8, ::1"),
                Map.entry("oneport.trustedProxies.header", "forwarded"),
                Map.entry("oneport.rooms.public", "news, feed:*"),
                Map.entry("oneport.rooms.authenticated", "members"),
                Map.entry(
                    "oneport.rooms.byRole", "admin=audit:*, staff=orders,admin = /ops#alarms"),
                Map.entry("oneport.events.heartbeat", "121"),
                Map.entry("oneport.events.maxAge", "22"),
                Map.entry("oneport.events.maxWait", "23"),
                Map.entry("oneport.events.pollInterval", "124"),
                Map.entry("oneport.events.pollsPerSecond", "25"),
                Map.entry("oneport.events.expiryWarning", "126"),
                Map.entry("oneport.api.keys", "ci=" + hash(KEY)),
                Map.entry("oneport.metrics.keys", "prometheus=" + hash(KEY)),
                Map.entry("oneport.console", "false"),
                Map.entry("oneport.adminUi", "development"),
                Map.entry("oneport.api.roles", "clerk"),
                Map.entry(
                    "oneport.api.grants", "ci=read, clerk=manage,ci = publish, clerk=inspect"),
                Map.entry("oneport.api.rooms", "ci=news:*, ci=/chat#*"),
                Map.entry("oneport.api.maxBatch", "27"),
                Map.entry("oneport.api.idempotency.maxBytes", "1028"),
                Map.entry("oneport.api.idempotency.maxAge", "29"),
                Map.entry("oneport.limits.connections.perAddress", "31/1s"),
                Map.entry("oneport.limits.connections.perUser", "32/2s"),
                Map.entry("oneport.limits.events.perAddress", "33/3s"),
                Map.entry("oneport.limits.events.perUser", "34/4s"),
                Map.entry("oneport.limits.joins.perAddress", "35/5s"),
                Map.entry("oneport.limits.joins.perUser", ""),
                Map.entry("oneport.limits.publishes.perAddress", "1/86400s"),
                Map.entry("oneport.limits.publishes.perUser", "1000000/1s"),
                Map.entry("oneport.limits.maxRemembered", "39"),
                Map.entry("oneport.page.key", KEY)));

    assertThat(config.engine())
        .isEqualTo(
            new EngineConfig(
                Set.of(TransportName.WEBSOCKET), false, true, 1, 2, 3, 4, 5, 1026, 7, 8, "hi"));
    assertThat(config.socketIo())
        .isEqualTo(
            new SocketIoConfig(
                ParserName.MSGPACK,
                9,
                10,
                11,
                12,
                13,
                14,
                1039,
                20,
                new NamespaceConfig(true, 18, 17, 19, 1040, WhenFull.DROP_OLDEST)));
    assertThat(config.web())
        .isEqualTo(
            new WebConfig(
                "/engine.io",
                false,
                false,
                new CorsConfig(
                    false,
                    Set.of("https://a.example", "http://[::1]:8080"),
                    true,
                    List.of("X-A", "X-B"),
                    List.of("X-C"),
                    List.of("GET"),
                    16,
                    new CorsConfig.Preflight(200, true)),
                Set.of("https://b.example"),
                new ProxyConfig(
                    List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1/128")),
                    ProxyConfig.Header.FORWARDED),
                new HttpConfig(
                    true,
                    new HttpConfig.Compression(false, 18),
                    new CookieConfig(
                        "node", "", "example.org", false, true, true, "None", 19, "Low"),
                    17),
                KEY));
    assertThat(config.drainTimeoutMillis()).isEqualTo(27);
    assertThat(config.events()).isEqualTo(new EventsConfig(121, 22, 23, 124, 25, 126));
    assertThat(config.rooms())
        .isEqualTo(
            new RoomsConfig(
                RoomPatterns.of(List.of("news", "feed:*")),
                RoomPatterns.of(List.of("members")),
                Map.of(
                    "admin", RoomPatterns.of(List.of("audit:*", "/ops#alarms")),
                    "staff", RoomPatterns.of(List.of("orders")))));
    assertThat(config.limits())
        .isEqualTo(
            new LimitsConfig(
                new LimitsConfig.Limit(new Rate(31, 1), new Rate(32, 2)),
                new LimitsConfig.Limit(new Rate(33, 3), new Rate(34, 4)),
                new LimitsConfig.Limit(new Rate(35, 5), null),
                new LimitsConfig.Limit(new Rate(1, 86_400), new Rate(1_000_000, 1)),
                39));
    assertThat(config.console()).isEqualTo(new ConsoleConfig(false, AdminUiMode.DEVELOPMENT));
    assertThat(config.metrics().keys()).extracting(ApiKey::name).containsExactly("prometheus");
    assertThat(config.publish().keys()).extracting(ApiKey::name).containsExactly("ci");
    assertThat(config.publish())
        .isEqualTo(
            new PublishConfig(
                config.publish().keys(),
                Set.of("clerk"),
                Map.of(
                    "ci",
                    Set.of(ApiGrant.PUBLISH, ApiGrant.READ),
                    "clerk",
                    Set.of(ApiGrant.MANAGE, ApiGrant.INSPECT)),
                Map.of("ci", RoomPatterns.of(List.of("news:*", "/chat#*"))),
                27,
                new PublishConfig.Idempotency(1028, 29)));
    assertThat(config.publish().keys().get(0).matches(ApiKey.hashOf(KEY))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oneport.pingInterval|-5|must be 1..86400000 ms",
        "oneport.pingInterval|86400001|must be 1..86400000 ms",
        "oneport.pingInterval|25s|must be 1..86400000 ms",
        "oneport.pingInterval|''|must be 1..86400000 ms",
        "oneport.outboxBytes|99999999999999999999|must be 1024..1099511627776 bytes",
        "oneport.whenFull|conflate|must be close, dropNewest or dropOldest",
        "oneport.allowUpgrades|yes|must be true or false",
        "oneport.path|socket.io|must be a path like /socket.io: a slash before each name; one at"
            + " the end does not count",
        "oneport.path|/socket.io//|must be a path like /socket.io: a slash before each name; one at"
            + " the end does not count",
        "oneport.cookie.sameSite|Lax|must be lax, strict, none or empty",
        "oneport.cookie.name|a b|must be letters, digits and signs like - and _",
        "oneport.cookie.path|/;x|must be visible ASCII without semicolon, or empty",
        "oneport.httpCompression.threshold|-1|must be 0..1073741824 bytes",
        "oneport.decisionTimeout|0|must be 1..86400000 ms",
        "oneport.drainTimeout|600001|must be 0..600000 ms",
        "oneport.transports|''|must be polling, websocket or both, comma-separated",
        "oneport.transports|polling,sse|must be polling, websocket or both, comma-separated",
        "oneport.cors.origins|https://a.example/|must be * or origins like"
            + " https://app.example.org, comma-separated",
        "oneport.cors.origins|*,https://a.example|must be * or origins like"
            + " https://app.example.org, comma-separated",
        "oneport.allowedOrigins|*|must be origins like https://app.example.org, comma-separated",
        "oneport.allowedOrigins|null|must be origins like https://app.example.org, comma-separated",
        "oneport.trustedProxies|localhost|must be addresses like 10.0.0.7 or ranges like 10.0.0.0/8"
            + " or fd00::/8, comma-separated",
        "oneport.trustedProxies|10.0.0.1,,10.0.0.2|must be addresses like 10.0.0.7 or ranges like"
            + " 10.0.0.0/8 or fd00::/8, comma-separated",
        "oneport.trustedProxies.header|X-Real-IP|must be X-Forwarded-For or Forwarded",
        "oneport.cors.methods|GET POST|must be HTTP methods, comma-separated",
        "oneport.rooms.public|a*b|must be names of rooms, comma-separated; a * at the end of one"
            + " means all that begin so",
        "oneport.api.grants|ci=all|must be name=publish, name=read, name=manage or name=inspect,"
            + " comma-separated; a name may come several times",
        "oneport.adminUi|on|must be off, production or development",
        "oneport.api.grants|ci=read|must name keys of oneport.api.keys or roles of"
            + " oneport.api.roles: ci",
        "oneport.api.rooms|ci=news|must name keys of oneport.api.keys or roles of"
            + " oneport.api.roles: ci",
        "oneport.api.maxBatch|0|must be 1..10000",
        "oneport.limits.events.perUser|10|must be a rate like 100/10s,"
            + " 1..1000000 within 1..86400 s, or empty",
        "oneport.limits.events.perUser|0/1s|must be a rate like 100/10s,"
            + " 1..1000000 within 1..86400 s, or empty",
        "oneport.limits.events.perUser|1/0s|must be a rate like 100/10s,"
            + " 1..1000000 within 1..86400 s, or empty",
        "oneport.limits.joins.perUser|1000001/1s|must be a rate like 100/10s,"
            + " 1..1000000 within 1..86400 s, or empty",
        "oneport.limits.joins.perAddress|1/86401s|must be a rate like 100/10s,"
            + " 1..1000000 within 1..86400 s, or empty",
        "oneport.limits.publishes.perUser|10/10|must be a rate like 100/10s,"
            + " 1..1000000 within 1..86400 s, or empty",
        "oneport.api.idempotency.maxBytes|1023|must be 1024..1099511627776 bytes",
        "oneport.api.idempotency.maxAge|0|must be 1..86400000 ms",
      })
  void badValueIsRefusedWithNameValueAndRange(String name, String value, String must) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of(name, value)))
        .withMessage(name + "=" + value + ": " + must + " (from the context-param in web.xml)");
  }

  @Test
  void messageNamesTheEnvironmentVariableFound() {
    List<ConfigSource> sources =
        List.of(ConfigSource.environment(Map.of("ONEPORT_PINGINTERVAL", "0")));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigReader.read(sources))
        .withMessage(
            "oneport.pingInterval=0: must be 1..86400000 ms"
                + " (from the environment variable ONEPORT_PINGINTERVAL)");
  }

  @Test
  void credentialsForAnyOriginAreRefused() {
    Map<String, String> params =
        Map.of("oneport.cors.origins", "*", "oneport.cors.credentials", "true");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(params))
        .withMessageStartingWith(
            "oneport.cors.credentials=true: must be false while oneport.cors.origins is *");
  }

  @Test
  void slashAtTheEndOfThePathIsLeftOut() {
    assertThat(read(Map.of("oneport.path", "/socket.io/")).web().path()).isEqualTo("/socket.io");
  }

  @Test
  void cookieThatBrowsersDropIsRefused() {
    Map<String, String> params =
        Map.of("oneport.cookie", "true", "oneport.cookie.sameSite", "none");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(params))
        .withMessageStartingWith("oneport.cookie.sameSite=none: must not be none while");
  }

  @Test
  void pageKeyThatOpensNothingIsRefusedWithoutShowingIt() {
    Map<String, String> params =
        Map.of("oneport.page.key", KEY, "oneport.api.keys", "ci=" + hash("another"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(params))
        .withMessage(
            "oneport.page.key=***: must be a key whose hash is in oneport.api.keys"
                + " (from the context-param in web.xml)");
  }

  @Test
  void twoKeysOfOneNameAreRefused() {
    String keys = "ci=" + hash("a") + ",ci=" + hash("b");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("oneport.api.keys", keys)));
  }

  @Test
  void unknownNameGetsTheNearestKnown() {
    ConfigSource params =
        ConfigSource.contextParams(
            Map.of("oneport.pingIntervall", "1", "oneport.plain.classes", "x.Y", "other", "z"));

    assertThat(ConfigReader.unknownNames(List.of(params)).values())
        .containsExactly(
            "unknown setting oneport.pingIntervall (from the context-param in web.xml), ignored:"
                + " did you mean oneport.pingInterval?");
  }

  @Test
  void misspeltEnvironmentVariableGetsTheNearestKnownInItsOwnSpelling() {
    Map<String, String> variables =
        Map.of(
            "ONEPORT_PINGINTERVALL", "1",
            "oneport_pathh", "/x",
            "ONEPORT_CORS_ORIGINS", "*",
            "oneport_cors_maxAge", "1",
            "ONEPORT_PLAIN_CLASSES_X", "y",
            "PATH", "/bin");

    assertThat(ConfigReader.unknownNames(List.of(ConfigSource.environment(variables))))
        .containsEntry(
            "ONEPORT_PINGINTERVALL",
            "unknown setting ONEPORT_PINGINTERVALL (from the environment variable"
                + " ONEPORT_PINGINTERVALL), ignored: did you mean ONEPORT_PINGINTERVAL?")
        .containsEntry(
            "oneport_pathh",
            "unknown setting oneport_pathh (from the environment variable oneport_pathh),"
                + " ignored: did you mean ONEPORT_PATH?")
        .containsOnlyKeys("ONEPORT_PINGINTERVALL", "ONEPORT_PLAIN_CLASSES_X", "oneport_pathh");
  }

  /** A service named oneport gives every container of its namespace these. */
  @Test
  void whatKubernetesSaysAboutAServiceIsNoMistake() {
    Map<String, String> variables =
        Map.of(
            "ONEPORT_SERVICE_HOST", "10.0.0.1",
            "ONEPORT_PORT", "tcp://10.0.0.1:80",
            "ONEPORT_PORT_80_TCP_ADDR", "10.0.0.1",
            "ONEPORT_SERVICE_PORT_HTTP", "80");

    assertThat(ConfigReader.unknownNames(List.of(ConfigSource.environment(variables)))).isEmpty();
    assertThat(Settings.all())
        .noneMatch(s -> ConfigSource.OF_KUBERNETES.matcher(s.environmentName()).matches());
  }

  @Test
  void eachSourceWarnsOfNamesThatAreUnknown() {
    Properties properties = new Properties();
    properties.setProperty("oneport.roms.public", "a");
    ConfigSource naming = ConfigSource.values("the env-entry in JNDI", Map.of("oneport.pat", "b"));

    assertThat(
            ConfigReader.unknownNames(List.of(ConfigSource.systemProperties(properties), naming)))
        .isEqualTo(
            Map.of(
                "oneport.roms.public",
                "unknown setting oneport.roms.public (from the system property), ignored: did you"
                    + " mean oneport.rooms.public?",
                "oneport.pat",
                "unknown setting oneport.pat (from the env-entry in JNDI), ignored: did you mean"
                    + " oneport.path?"));
  }

  @Test
  void whatIsNotTheDefaultIsToldWithItsSourceAndWithoutSecrets() {
    ConfigSource environment = ConfigSource.environment(Map.of("ONEPORT_PATH", " /live\n"));
    ConfigSource params =
        ConfigSource.contextParams(
            Map.of(
                "oneport.path", "/param",
                "oneport.pingInterval", "25000",
                "oneport.pingTimeout", "7",
                "oneport.api.keys", "ci=" + hash(KEY)));

    assertThat(ConfigReader.effective(List.of(environment, params)).changed())
        .extracting(EffectiveConfig.Value::toString)
        .containsExactly(
            "oneport.path=/live (from the environment variable ONEPORT_PATH)",
            "oneport.pingTimeout=7 (from the context-param in web.xml)",
            "oneport.api.keys=*** (from the context-param in web.xml)");
  }

  @Test
  void keyInPlaceOfItsHashIsRefusedWithoutShowingIt() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("oneport.api.keys", "ci=" + KEY)))
        .withMessage(
            "oneport.api.keys=***: must be name=sha256:<64 hex digits>, comma-separated"
                + " (from the context-param in web.xml)");
  }

  @Test
  void noToStringShowsTheKeyOfThePage() {
    OneportConfig config =
        read(Map.of("oneport.page.key", KEY, "oneport.api.keys", "ci=" + hash(KEY)));

    assertThat(config.toString()).doesNotContain(KEY);
  }

  private static OneportConfig read(Map<String, String> contextParams) {
    return ConfigReader.read(List.of(ConfigSource.contextParams(contextParams)));
  }

  private static String hash(String key) {
    return "sha256:" + HexFormat.of().formatHex(ApiKey.hashOf(key));
  }
}
