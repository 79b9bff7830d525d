package dev.oneport;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings, to be set from code. Each method is the setting of the same name in {@code
 * web.xml}, where its meaning, range and default are told; a value out of range fails the
 * deployment in the same words. Used by one thread, while {@link OneportCustomizer#customize} runs.
 */
public interface OneportOptions {

  /**
   * Sets any setting by its name.
   *
   * @param name with {@code oneport.}
   * @param value as one would write it in web.xml
   */
  OneportOptions set(String name, String value);

  /** {@code oneport.path}. */
  default OneportOptions path(String path) {
    return set("oneport.path", path);
  }

  /** {@code oneport.addTrailingSlash}. */
  default OneportOptions addTrailingSlash(boolean add) {
    return set("oneport.addTrailingSlash", String.valueOf(add));
  }

  /** {@code oneport.transports}. */
  default OneportOptions transports(TransportName... transports) {
    return set(
        "oneport.transports",
        Arrays.stream(transports).map(TransportName::text).collect(Collectors.joining(",")));
  }

  /** {@code oneport.allowUpgrades}. */
  default OneportOptions allowUpgrades(boolean allow) {
    return set("oneport.allowUpgrades", String.valueOf(allow));
  }

  /** {@code oneport.allowEIO3}. */
  default OneportOptions allowEIO3(boolean allow) {
    return set("oneport.allowEIO3", String.valueOf(allow));
  }

  /** {@code oneport.pingInterval}. */
  default OneportOptions pingInterval(Duration interval) {
    return set("oneport.pingInterval", millis(interval));
  }

  /** {@code oneport.pingTimeout}. */
  default OneportOptions pingTimeout(Duration timeout) {
    return set("oneport.pingTimeout", millis(timeout));
  }

  /** {@code oneport.upgradeTimeout}. */
  default OneportOptions upgradeTimeout(Duration timeout) {
    return set("oneport.upgradeTimeout", millis(timeout));
  }

  /** {@code oneport.maxHttpBufferSize}. */
  default OneportOptions maxHttpBufferSize(int bytes) {
    return set("oneport.maxHttpBufferSize", String.valueOf(bytes));
  }

  /** {@code oneport.maxPacketsPerPayload}. */
  default OneportOptions maxPacketsPerPayload(int packets) {
    return set("oneport.maxPacketsPerPayload", String.valueOf(packets));
  }

  /** {@code oneport.outboxBytes}. */
  default OneportOptions outboxBytes(long bytes) {
    return set("oneport.outboxBytes", String.valueOf(bytes));
  }

  /** {@code oneport.whenFull}. */
  default OneportOptions whenFull(WhenFull.Overflow overflow) {
    return set(
        "oneport.whenFull",
        switch (overflow) {
          case CLOSE -> "close";
          case DROP_NEWEST -> "dropNewest";
          case DROP_OLDEST -> "dropOldest";
        });
  }

  /** {@code oneport.sendTimeout}. */
  default OneportOptions sendTimeout(Duration timeout) {
    return set("oneport.sendTimeout", millis(timeout));
  }

  /** {@code oneport.maxSessions}. */
  default OneportOptions maxSessions(int sessions) {
    return set("oneport.maxSessions", String.valueOf(sessions));
  }

  /** {@code oneport.drainTimeout}. */
  default OneportOptions drainTimeout(Duration timeout) {
    return set("oneport.drainTimeout", millis(timeout));
  }

  /** {@code oneport.initialPacket}. */
  default OneportOptions initialPacket(String message) {
    return set("oneport.initialPacket", message);
  }

  /** {@code oneport.decisionTimeout}. */
  default OneportOptions decisionTimeout(Duration timeout) {
    return set("oneport.decisionTimeout", millis(timeout));
  }

  /** {@code oneport.httpCompression}. */
  default OneportOptions httpCompression(boolean compress) {
    return set("oneport.httpCompression", String.valueOf(compress));
  }

  /** {@code oneport.httpCompression.threshold}. */
  default OneportOptions httpCompressionThreshold(int bytes) {
    return set("oneport.httpCompression.threshold", String.valueOf(bytes));
  }

  /** {@code oneport.cookie}. */
  default OneportOptions cookie(boolean send) {
    return set("oneport.cookie", String.valueOf(send));
  }

  /** {@code oneport.cookie.name}. */
  default OneportOptions cookieName(String name) {
    return set("oneport.cookie.name", name);
  }

  /** {@code oneport.cookie.path}. */
  default OneportOptions cookiePath(String path) {
    return set("oneport.cookie.path", path);
  }

  /** {@code oneport.cookie.domain}. */
  default OneportOptions cookieDomain(String domain) {
    return set("oneport.cookie.domain", domain);
  }

  /** {@code oneport.cookie.httpOnly}. */
  default OneportOptions cookieHttpOnly(boolean httpOnly) {
    return set("oneport.cookie.httpOnly", String.valueOf(httpOnly));
  }

  /** {@code oneport.cookie.secure}. */
  default OneportOptions cookieSecure(boolean secure) {
    return set("oneport.cookie.secure", String.valueOf(secure));
  }

  /** {@code oneport.cookie.partitioned}. */
  default OneportOptions cookiePartitioned(boolean partitioned) {
    return set("oneport.cookie.partitioned", String.valueOf(partitioned));
  }

  /** {@code oneport.cookie.sameSite}. */
  default OneportOptions cookieSameSite(String sameSite) {
    return set("oneport.cookie.sameSite", sameSite);
  }

  /** {@code oneport.cookie.maxAge}. */
  default OneportOptions cookieMaxAge(Duration age) {
    return set("oneport.cookie.maxAge", seconds(age));
  }

  /** {@code oneport.cookie.priority}. */
  default OneportOptions cookiePriority(String priority) {
    return set("oneport.cookie.priority", priority);
  }

  /** {@code oneport.parser}. */
  default OneportOptions parser(String name) {
    return set("oneport.parser", name);
  }

  /** {@code oneport.connectTimeout}. */
  default OneportOptions connectTimeout(Duration timeout) {
    return set("oneport.connectTimeout", millis(timeout));
  }

  /** {@code oneport.maxAttachments}. */
  default OneportOptions maxAttachments(int attachments) {
    return set("oneport.maxAttachments", String.valueOf(attachments));
  }

  /** {@code oneport.maxJsonDepth}. */
  default OneportOptions maxJsonDepth(int depth) {
    return set("oneport.maxJsonDepth", String.valueOf(depth));
  }

  /** {@code oneport.maxEventNameLength}. */
  default OneportOptions maxEventNameLength(int characters) {
    return set("oneport.maxEventNameLength", String.valueOf(characters));
  }

  /** {@code oneport.maxNamespacesPerClient}. */
  default OneportOptions maxNamespacesPerClient(int namespaces) {
    return set("oneport.maxNamespacesPerClient", String.valueOf(namespaces));
  }

  /** {@code oneport.maxWaitingClients}. */
  default OneportOptions maxWaitingClients(int clients) {
    return set("oneport.maxWaitingClients", String.valueOf(clients));
  }

  /** {@code oneport.maxChildNamespaces}. */
  default OneportOptions maxChildNamespaces(int namespaces) {
    return set("oneport.maxChildNamespaces", String.valueOf(namespaces));
  }

  /** {@code oneport.cleanupEmptyChildNamespaces}. */
  default OneportOptions cleanupEmptyChildNamespaces(boolean cleanup) {
    return set("oneport.cleanupEmptyChildNamespaces", String.valueOf(cleanup));
  }

  /** {@code oneport.broadcastAckTimeout}. */
  default OneportOptions broadcastAckTimeout(Duration timeout) {
    return set("oneport.broadcastAckTimeout", millis(timeout));
  }

  /** {@code oneport.broadcastAckBytes}. */
  default OneportOptions broadcastAckBytes(long bytes) {
    return set("oneport.broadcastAckBytes", String.valueOf(bytes));
  }

  /** {@code oneport.maxRoomsPerSocket}. */
  default OneportOptions maxRoomsPerSocket(int rooms) {
    return set("oneport.maxRoomsPerSocket", String.valueOf(rooms));
  }

  /** {@code oneport.handlerQueueBytes}. */
  default OneportOptions handlerQueueBytes(long bytes) {
    return set("oneport.handlerQueueBytes", String.valueOf(bytes));
  }

  /** {@code oneport.maxPendingAcks}. */
  default OneportOptions maxPendingAcks(int acknowledgements) {
    return set("oneport.maxPendingAcks", String.valueOf(acknowledgements));
  }

  /** {@code oneport.connectionStateRecovery}. */
  default OneportOptions connectionStateRecovery(boolean recover) {
    return set("oneport.connectionStateRecovery", String.valueOf(recover));
  }

  /** {@code oneport.connectionStateRecovery.maxDisconnectionDuration}. */
  default OneportOptions connectionStateRecoveryMaxDisconnectionDuration(Duration duration) {
    return set("oneport.connectionStateRecovery.maxDisconnectionDuration", millis(duration));
  }

  /** {@code oneport.connectionStateRecovery.skipMiddlewares}. */
  default OneportOptions connectionStateRecoverySkipMiddlewares(boolean skip) {
    return set("oneport.connectionStateRecovery.skipMiddlewares", String.valueOf(skip));
  }

  /** {@code oneport.connectionStateRecovery.maxSessions}. */
  default OneportOptions connectionStateRecoveryMaxSessions(int sessions) {
    return set("oneport.connectionStateRecovery.maxSessions", String.valueOf(sessions));
  }

  /** {@code oneport.connectionStateRecovery.maxSessionBytes}. */
  default OneportOptions connectionStateRecoveryMaxSessionBytes(long bytes) {
    return set("oneport.connectionStateRecovery.maxSessionBytes", String.valueOf(bytes));
  }

  /** {@code oneport.log.maxEvents}. */
  default OneportOptions logMaxEvents(int events) {
    return set("oneport.log.maxEvents", String.valueOf(events));
  }

  /** {@code oneport.log.maxBytes}. */
  default OneportOptions logMaxBytes(long bytes) {
    return set("oneport.log.maxBytes", String.valueOf(bytes));
  }

  /** {@code oneport.log.maxAge}. */
  default OneportOptions logMaxAge(Duration age) {
    return set("oneport.log.maxAge", millis(age));
  }

  /** {@code oneport.serveClient}. */
  default OneportOptions serveClient(boolean serve) {
    return set("oneport.serveClient", String.valueOf(serve));
  }

  /** {@code oneport.direct}. */
  default OneportOptions direct(boolean direct) {
    return set("oneport.direct", String.valueOf(direct));
  }

  /** {@code oneport.cors.origins}. A rule in code is {@link Engine#allowOrigins}. */
  default OneportOptions corsOrigins(String... origins) {
    return set("oneport.cors.origins", String.join(",", origins));
  }

  /** {@code oneport.cors.credentials}. */
  default OneportOptions corsCredentials(boolean allow) {
    return set("oneport.cors.credentials", String.valueOf(allow));
  }

  /** {@code oneport.cors.allowedHeaders}. */
  default OneportOptions corsAllowedHeaders(String... names) {
    return set("oneport.cors.allowedHeaders", String.join(",", names));
  }

  /** {@code oneport.cors.exposedHeaders}. */
  default OneportOptions corsExposedHeaders(String... names) {
    return set("oneport.cors.exposedHeaders", String.join(",", names));
  }

  /** {@code oneport.cors.methods}. */
  default OneportOptions corsMethods(String... methods) {
    return set("oneport.cors.methods", String.join(",", methods));
  }

  /** {@code oneport.cors.maxAge}. */
  default OneportOptions corsMaxAge(Duration age) {
    return set("oneport.cors.maxAge", seconds(age));
  }

  /** {@code oneport.cors.optionsSuccessStatus}. */
  default OneportOptions corsOptionsSuccessStatus(int status) {
    return set("oneport.cors.optionsSuccessStatus", String.valueOf(status));
  }

  /** {@code oneport.cors.preflightContinue}. */
  default OneportOptions corsPreflightContinue(boolean continues) {
    return set("oneport.cors.preflightContinue", String.valueOf(continues));
  }

  /** {@code oneport.allowedOrigins}. */
  default OneportOptions allowedOrigins(String... origins) {
    return set("oneport.allowedOrigins", String.join(",", origins));
  }

  /**
   * {@code oneport.trustedProxies}.
   *
   * @param addresses {@code 10.0.0.7}, or ranges of them: {@code 10.0.0.0/8}
   */
  default OneportOptions trustedProxies(String... addresses) {
    return set("oneport.trustedProxies", String.join(",", addresses));
  }

  /** {@code oneport.trustedProxies.header}: {@code X-Forwarded-For} or {@code Forwarded}. */
  default OneportOptions trustedProxiesHeader(String name) {
    return set("oneport.trustedProxies.header", name);
  }

  /** {@code oneport.roles}. */
  default OneportOptions roles(String... names) {
    return set("oneport.roles", String.join(",", names));
  }

  /** {@code oneport.rooms.authenticated}. */
  default OneportOptions roomsAuthenticated(String... rooms) {
    return set("oneport.rooms.authenticated", String.join(",", rooms));
  }

  /**
   * {@code oneport.rooms.byRole}.
   *
   * @param rooms the role, an equals sign and the room: {@code admin=audit:*}
   */
  default OneportOptions roomsByRole(String... rooms) {
    return set("oneport.rooms.byRole", String.join(",", rooms));
  }

  /** {@code oneport.events.heartbeat}. */
  default OneportOptions eventsHeartbeat(Duration time) {
    return set("oneport.events.heartbeat", String.valueOf(time.toMillis()));
  }

  /** {@code oneport.events.maxAge}. */
  default OneportOptions eventsMaxAge(Duration time) {
    return set("oneport.events.maxAge", String.valueOf(time.toSeconds()));
  }

  /** {@code oneport.events.maxWait}. */
  default OneportOptions eventsMaxWait(Duration time) {
    return set("oneport.events.maxWait", String.valueOf(time.toSeconds()));
  }

  /** {@code oneport.events.pollInterval}. */
  default OneportOptions eventsPollInterval(Duration time) {
    return set("oneport.events.pollInterval", String.valueOf(time.toMillis()));
  }

  /** {@code oneport.events.pollsPerSecond}. */
  default OneportOptions eventsPollsPerSecond(int polls) {
    return set("oneport.events.pollsPerSecond", String.valueOf(polls));
  }

  /** {@code oneport.events.expiryWarning}. */
  default OneportOptions eventsExpiryWarning(Duration time) {
    return set("oneport.events.expiryWarning", String.valueOf(time.toMillis()));
  }

  /** {@code oneport.rooms.public}. */
  default OneportOptions roomsPublic(String... rooms) {
    return set("oneport.rooms.public", String.join(",", rooms));
  }

  /**
   * {@code oneport.api.keys}.
   *
   * @param hashes by the names of the keys, as {@code sha256:…}
   */
  default OneportOptions apiKeys(Map<String, String> hashes) {
    return set("oneport.api.keys", named(hashes));
  }

  /** {@code oneport.api.roles}. */
  default OneportOptions apiRoles(String... names) {
    return set("oneport.api.roles", String.join(",", names));
  }

  /**
   * {@code oneport.api.grants}.
   *
   * @param grants the name of a key or role, an equals sign and what it may: {@code backend=read}
   */
  default OneportOptions apiGrants(String... grants) {
    return set("oneport.api.grants", String.join(",", grants));
  }

  /**
   * {@code oneport.api.rooms}.
   *
   * @param rooms the name of a key or role, an equals sign and the room: {@code backend=news:*}
   */
  default OneportOptions apiRooms(String... rooms) {
    return set("oneport.api.rooms", String.join(",", rooms));
  }

  /** {@code oneport.api.maxBatch}. */
  default OneportOptions apiMaxBatch(int events) {
    return set("oneport.api.maxBatch", String.valueOf(events));
  }

  /** {@code oneport.api.idempotency.maxBytes}. */
  default OneportOptions apiIdempotencyMaxBytes(long bytes) {
    return set("oneport.api.idempotency.maxBytes", String.valueOf(bytes));
  }

  /** {@code oneport.api.idempotency.maxAge}. */
  default OneportOptions apiIdempotencyMaxAge(Duration time) {
    return set("oneport.api.idempotency.maxAge", millis(time));
  }

  /**
   * {@code oneport.limits.connections.perAddress}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsConnectionsPerAddress(String rate) {
    return set("oneport.limits.connections.perAddress", rate);
  }

  /**
   * {@code oneport.limits.connections.perUser}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsConnectionsPerUser(String rate) {
    return set("oneport.limits.connections.perUser", rate);
  }

  /**
   * {@code oneport.limits.events.perAddress}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsEventsPerAddress(String rate) {
    return set("oneport.limits.events.perAddress", rate);
  }

  /**
   * {@code oneport.limits.events.perUser}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsEventsPerUser(String rate) {
    return set("oneport.limits.events.perUser", rate);
  }

  /**
   * {@code oneport.limits.joins.perAddress}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsJoinsPerAddress(String rate) {
    return set("oneport.limits.joins.perAddress", rate);
  }

  /**
   * {@code oneport.limits.joins.perUser}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsJoinsPerUser(String rate) {
    return set("oneport.limits.joins.perUser", rate);
  }

  /**
   * {@code oneport.limits.publishes.perAddress}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsPublishesPerAddress(String rate) {
    return set("oneport.limits.publishes.perAddress", rate);
  }

  /**
   * {@code oneport.limits.publishes.perUser}.
   *
   * @param rate as in {@code 100/10s}; empty for no limit
   */
  default OneportOptions limitsPublishesPerUser(String rate) {
    return set("oneport.limits.publishes.perUser", rate);
  }

  /** {@code oneport.limits.maxRemembered}. */
  default OneportOptions limitsMaxRemembered(int names) {
    return set("oneport.limits.maxRemembered", String.valueOf(names));
  }

  /** {@code oneport.page.key}. */
  default OneportOptions pageKey(String key) {
    return set("oneport.page.key", key);
  }

  /** {@code oneport.auth.anonymous}. */
  default OneportOptions authAnonymous(boolean allowed) {
    return set("oneport.auth.anonymous", String.valueOf(allowed));
  }

  /**
   * {@code oneport.auth.jwt.keys}.
   *
   * @param keys by their ids, as {@code HS256:<Base64>}
   */
  default OneportOptions authJwtKeys(Map<String, String> keys) {
    return set("oneport.auth.jwt.keys", named(keys));
  }

  /** {@code oneport.auth.jwt.jwksUrl}. */
  default OneportOptions authJwtJwksUrl(String url) {
    return set("oneport.auth.jwt.jwksUrl", url);
  }

  /** {@code oneport.auth.jwt.jwksRefresh}. */
  default OneportOptions authJwtJwksRefresh(Duration time) {
    return set("oneport.auth.jwt.jwksRefresh", String.valueOf(time.toSeconds()));
  }

  /** {@code oneport.auth.jwt.issuer}. */
  default OneportOptions authJwtIssuer(String issuer) {
    return set("oneport.auth.jwt.issuer", issuer);
  }

  /** {@code oneport.auth.jwt.audience}. */
  default OneportOptions authJwtAudience(String audience) {
    return set("oneport.auth.jwt.audience", audience);
  }

  /** {@code oneport.auth.jwt.leeway}. */
  default OneportOptions authJwtLeeway(Duration time) {
    return set("oneport.auth.jwt.leeway", String.valueOf(time.toSeconds()));
  }

  /** {@code oneport.auth.jwt.rolesClaim}. */
  default OneportOptions authJwtRolesClaim(String claim) {
    return set("oneport.auth.jwt.rolesClaim", claim);
  }

  /** {@code oneport.auth.jwt.roomsClaim}. */
  default OneportOptions authJwtRoomsClaim(String claim) {
    return set("oneport.auth.jwt.roomsClaim", claim);
  }

  /**
   * {@code oneport.metrics.keys}.
   *
   * @param hashes by the names of the keys, as {@code sha256:…}
   */
  default OneportOptions metricsKeys(Map<String, String> hashes) {
    return set("oneport.metrics.keys", named(hashes));
  }

  /** {@code oneport.console}. */
  default OneportOptions console(boolean enabled) {
    return set("oneport.console", String.valueOf(enabled));
  }

  /**
   * {@code oneport.adminUi}.
   *
   * @param mode {@code off}, {@code production} or {@code development}
   */
  default OneportOptions adminUi(String mode) {
    return set("oneport.adminUi", mode);
  }

  private static String named(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(key -> key.getKey() + "=" + key.getValue())
        .collect(Collectors.joining(","));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toSeconds());
  }
}
