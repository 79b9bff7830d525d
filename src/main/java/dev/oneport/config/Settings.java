package dev.oneport.config;

import static dev.oneport.config.Kind.bytes;
import static dev.oneport.config.Kind.integer;

import dev.oneport.ParserName;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of all settings: the one place that knows their names, ranges and defaults. {@link
 * ConfigReader} works from it; web.xml and README are checked against it.
 */
public final class Settings {
  private static final List<Setting<?>> ALL = new ArrayList<>();

  private static final Kind<Integer> COUNT = integer(1, 1_000_000, "");
  private static final Kind<Long> QUEUE = bytes(1_024, 1L << 40);

  static final Setting<String> PATH =
      add("path", Kind.URL_PATH, "/socket.io", "Where Socket.IO is, below the context path.");

  static final Setting<Boolean> ADD_TRAILING_SLASH =
      add(
          "addTrailingSlash",
          Kind.BOOLEAN,
          "false",
          "Whether the URL must go on with a slash after the path, as clients send it unless told"
              + " otherwise. False accepts it with and without.");

  static final Setting<Set<TransportName>> TRANSPORTS =
      add("transports", Kind.TRANSPORTS, "polling,websocket", "The transports offered to clients.");

  static final Setting<Boolean> ALLOW_UPGRADES =
      add(
          "allowUpgrades",
          Kind.BOOLEAN,
          "true",
          "Whether a client that began with polling may change to WebSocket.");

  static final Setting<Boolean> ALLOW_EIO3 =
      add(
          "allowEIO3",
          Kind.BOOLEAN,
          "false",
          "Whether clients of Socket.IO 2 (Engine.IO 3) are let in as well.");

  static final Setting<Integer> PING_INTERVAL =
      add("pingInterval", Kind.MILLIS, "25000", "Time from the answer to a ping to the next ping.");

  static final Setting<Integer> PING_TIMEOUT =
      add(
          "pingTimeout",
          Kind.MILLIS,
          "20000",
          "How long the answer to a ping is waited for before the client counts as gone.");

  static final Setting<Integer> UPGRADE_TIMEOUT =
      add(
          "upgradeTimeout",
          Kind.MILLIS,
          "10000",
          "How long the change from polling to WebSocket may take.");

  static final Setting<Integer> MAX_HTTP_BUFFER_SIZE =
      add(
          "maxHttpBufferSize",
          integer(1, 1 << 30, "bytes"),
          "1000000",
          "Size of one POST body or one WebSocket message; a client that sends more is closed.");

  static final Setting<Integer> MAX_PACKETS_PER_PAYLOAD =
      add("maxPacketsPerPayload", COUNT, "10000", "Packets in one POST body.");

  static final Setting<Long> OUTBOX_BYTES =
      add(
          "outboxBytes",
          QUEUE,
          "4194304",
          "What may be queued for one client that reads slowly; a packet counts 128 bytes at"
              + " least.");

  static final Setting<WhenFull> WHEN_FULL =
      add(
          "whenFull",
          Kind.WHEN_FULL,
          "close",
          "What becomes of an event for a client for which no more may be queued, where neither the"
              + " emit nor its namespace says: the client is disconnected, or that event is"
              + " dropped, or the oldest ones are.");

  static final Setting<Integer> SEND_TIMEOUT =
      add(
          "sendTimeout",
          Kind.MILLIS,
          "20000",
          "How long one write to a client may take before the client counts as gone.");

  static final Setting<Integer> MAX_SESSIONS =
      add(
          "maxSessions",
          integer(1, 10_000_000, ""),
          "100000",
          "Clients connected at the same time; further ones are refused.");

  static final Setting<Integer> DRAIN_TIMEOUT =
      add(
          "drainTimeout",
          integer(0, 600_000, "ms"),
          "10000",
          "How long the application may take to stop while clients get what is queued for them and"
              + " are told to come back later. It stops as soon as all have gone.");

  static final Setting<String> INITIAL_PACKET =
      add(
          "initialPacket",
          Kind.TEXT,
          "",
          "An Engine.IO message sent to each client right after the handshake. Empty: none.");

  static final Setting<Integer> DECISION_TIMEOUT =
      add(
          "decisionTimeout",
          Kind.MILLIS,
          "10000",
          "How long code of the application may take to decide about a request, or to make a"
              + " session's id; then the request is refused.");

  static final Setting<Boolean> HTTP_COMPRESSION =
      add(
          "httpCompression",
          Kind.BOOLEAN,
          "true",
          "Whether answers of long-polling are compressed for clients that understand it.");

  static final Setting<Integer> HTTP_COMPRESSION_THRESHOLD =
      add(
          "httpCompression.threshold",
          integer(0, 1 << 30, "bytes"),
          "1024",
          "From which length on answers of long-polling are compressed.");

  static final Setting<Boolean> COOKIE =
      add(
          "cookie",
          Kind.BOOLEAN,
          "false",
          "Whether the answer to a handshake over long-polling sets a cookie with the session's id,"
              + " for load balancers.");

  static final Setting<String> COOKIE_NAME =
      add("cookie.name", Kind.TOKEN_NAME, "io", "The name of that cookie.");

  static final Setting<String> COOKIE_PATH =
      add(
          "cookie.path",
          Kind.COOKIE_ATTRIBUTE,
          "/",
          "The Path of that cookie. Empty leaves it out.");

  static final Setting<String> COOKIE_DOMAIN =
      add(
          "cookie.domain",
          Kind.COOKIE_ATTRIBUTE,
          "",
          "The Domain of that cookie. Empty leaves it out.");

  static final Setting<Boolean> COOKIE_HTTP_ONLY =
      add(
          "cookie.httpOnly",
          Kind.BOOLEAN,
          "true",
          "Whether that cookie is kept from scripts of the page.");

  static final Setting<Boolean> COOKIE_SECURE =
      add("cookie.secure", Kind.BOOLEAN, "false", "Whether that cookie is sent over TLS only.");

  static final Setting<Boolean> COOKIE_PARTITIONED =
      add(
          "cookie.partitioned",
          Kind.BOOLEAN,
          "false",
          "Whether that cookie is kept apart for each top-level site.");

  static final Setting<String> COOKIE_SAME_SITE =
      add(
          "cookie.sameSite",
          Kind.SAME_SITE,
          "lax",
          "With which requests of other sites that cookie is sent. Empty leaves it to the browser.");

  static final Setting<Integer> COOKIE_MAX_AGE =
      add(
          "cookie.maxAge",
          integer(-1, Integer.MAX_VALUE, "s"),
          "-1",
          "How long that cookie lives. -1: until the browser is closed.");

  static final Setting<String> COOKIE_PRIORITY =
      add(
          "cookie.priority",
          Kind.PRIORITY,
          "",
          "Which cookies a browser with too many drops first. Empty leaves it to the browser.");

  static final Setting<ParserName> PARSER =
      add(
          "parser",
          Kind.PARSER,
          "default",
          "The wire format of packets: JSON, or MessagePack for clients built with"
              + " socket.io-msgpack-parser. All clients must have the same.");

  static final Setting<Integer> CONNECT_TIMEOUT =
      add(
          "connectTimeout",
          Kind.MILLIS,
          "45000",
          "A connection that has joined no namespace by then is closed.");

  static final Setting<Integer> MAX_ATTACHMENTS =
      add("maxAttachments", integer(0, 10_000, ""), "10", "Binary parts of one packet.");

  static final Setting<Integer> MAX_JSON_DEPTH =
      add(
          "maxJsonDepth",
          integer(1, 1_000, ""),
          "64",
          "How deep arrays and objects may be nested in a packet.");

  static final Setting<Integer> MAX_EVENT_NAME_LENGTH =
      add(
          "maxEventNameLength",
          integer(1, 65_536, "characters"),
          "255",
          "Length of event names, and of the names of dynamic namespaces.");

  static final Setting<Integer> MAX_NAMESPACES_PER_CLIENT =
      add("maxNamespacesPerClient", COUNT, "16", "Namespaces one client may be in at once.");

  static final Setting<Integer> MAX_WAITING_CLIENTS =
      add(
          "maxWaitingClients",
          COUNT,
          "10000",
          "Connections that have joined no namespace yet; over it the one that has waited longest is"
              + " closed.");

  static final Setting<Integer> MAX_CHILD_NAMESPACES =
      add(
          "maxChildNamespaces",
          COUNT,
          "1000",
          "Dynamic namespaces that there may be because clients connected to them.");

  static final Setting<Boolean> CLEANUP_EMPTY_CHILD_NAMESPACES =
      add(
          "cleanupEmptyChildNamespaces",
          Kind.BOOLEAN,
          "false",
          "Whether a dynamic namespace is removed when its last client has left.");

  static final Setting<Integer> BROADCAST_ACK_TIMEOUT =
      add(
          "broadcastAckTimeout",
          Kind.MILLIS,
          "60000",
          "How long a broadcast waits for the answers of its clients if it does not say.");

  static final Setting<Long> BROADCAST_ACK_BYTES =
      add(
          "broadcastAckBytes",
          QUEUE,
          "16777216",
          "Size of all answers to one broadcast; those over it count as not given.");

  static final Setting<Integer> MAX_ROOMS_PER_SOCKET =
      add("maxRoomsPerSocket", COUNT, "128", "Rooms one socket may be in at once.");

  static final Setting<Long> HANDLER_QUEUE_BYTES =
      add(
          "handlerQueueBytes",
          QUEUE,
          "16777216",
          "Events received from one client and not yet handled; a client over it is closed.");

  static final Setting<Boolean> RECOVERY =
      add(
          "connectionStateRecovery",
          Kind.BOOLEAN,
          "false",
          "Whether a client that comes back after a cut has its id, rooms and data again, and gets"
              + " what it missed. Then each event has one more argument, its place in the log.");

  static final Setting<Integer> RECOVERY_MAX_DISCONNECTION =
      add(
          "connectionStateRecovery.maxDisconnectionDuration",
          Kind.MILLIS,
          "120000",
          "How long a client may be away and still be recovered.");

  static final Setting<Boolean> RECOVERY_SKIP_MIDDLEWARES =
      add(
          "connectionStateRecovery.skipMiddlewares",
          Kind.BOOLEAN,
          "false",
          "Whether a client that is recovered passes no middleware again, as with the reference"
              + " server. Then one that was shut out meanwhile comes in.");

  static final Setting<Integer> RECOVERY_MAX_SESSIONS =
      add(
          "connectionStateRecovery.maxSessions",
          COUNT,
          "10000",
          "Clients that may be away and still be recovered, in each namespace. Those away longest are"
              + " given up first.");

  static final Setting<Long> RECOVERY_MAX_SESSION_BYTES =
      add(
          "connectionStateRecovery.maxSessionBytes",
          QUEUE,
          "16777216",
          "Memory for what is kept of clients that are away, in each namespace. Data that the"
              + " application attached is not counted.");

  static final Setting<Integer> LOG_MAX_EVENTS =
      add(
          "log.maxEvents",
          COUNT,
          "10000",
          "Events that each namespace remembers for clients that come back.");

  static final Setting<Long> LOG_MAX_BYTES =
      add(
          "log.maxBytes",
          QUEUE,
          "4194304",
          "Memory for the events that each namespace remembers. Best not more than outboxBytes: a"
              + " client that has missed more than fits into its outbox is not recovered.");

  static final Setting<Integer> LOG_MAX_AGE =
      add("log.maxAge", Kind.MILLIS, "120000", "How long events are remembered.");

  static final Setting<Integer> MAX_PENDING_ACKS =
      add(
          "maxPendingAcks",
          COUNT,
          "10000",
          "Acknowledgements that one socket may owe at once: more are not asked for, and a client"
              + " that asks for more before its events are handled is closed.");

  static final Setting<Boolean> SERVE_CLIENT =
      add(
          "serveClient",
          Kind.BOOLEAN,
          "true",
          "Whether the browser client is served at <path>/socket.io.js.");

  static final Setting<Boolean> DIRECT =
      add(
          "direct",
          Kind.BOOLEAN,
          "true",
          "Whether WebSockets on Tomcat, Payara and GlassFish, and event streams on Tomcat, go past"
              + " the server's own code for them, which costs several times as much; else"
              + " everything goes through the standard API, as on other servers.");

  static final Setting<Set<String>> CORS_ORIGINS =
      add(
          "cors.origins",
          Kind.ORIGINS_OR_ANY,
          "",
          "Other origins whose pages may connect and read answers. Empty: CORS is off, only pages"
              + " of the server's own origin connect. With * every page on the Web does.");

  static final Setting<Boolean> CORS_CREDENTIALS =
      add(
          "cors.credentials",
          Kind.BOOLEAN,
          "false",
          "Whether those pages may send cookies. Not together with * as origins.");

  static final Setting<List<String>> CORS_ALLOWED_HEADERS =
      add(
          "cors.allowedHeaders",
          Kind.HEADERS,
          "",
          "Request headers that those pages may set. Empty: whichever they ask for.");

  static final Setting<List<String>> CORS_EXPOSED_HEADERS =
      add("cors.exposedHeaders", Kind.HEADERS, "", "Answer headers that those pages may read.");

  static final Setting<List<String>> CORS_METHODS =
      add(
          "cors.methods",
          Kind.METHODS,
          "GET,HEAD,PUT,PATCH,POST,DELETE",
          "Methods told to those pages before a request.");

  static final Setting<Integer> CORS_MAX_AGE =
      add(
          "cors.maxAge",
          Kind.SECONDS,
          "0",
          "How long browsers may remember the answer to a preflight. 0 leaves it to the browser.");

  static final Setting<Integer> CORS_OPTIONS_SUCCESS_STATUS =
      add(
          "cors.optionsSuccessStatus",
          integer(200, 299, ""),
          "204",
          "Status of the answer to a preflight. Some old browsers want 200.");

  static final Setting<Boolean> CORS_PREFLIGHT_CONTINUE =
      add(
          "cors.preflightContinue",
          Kind.BOOLEAN,
          "false",
          "Whether the application's HTTP middleware answers preflights itself.");

  static final Setting<Set<String>> ALLOWED_ORIGINS =
      add(
          "allowedOrigins",
          Kind.ORIGINS,
          "",
          "Further origins that may connect, without CORS headers: enough for WebSocket, and for"
              + " proxies that change the Host header.");

  static final Setting<List<AddressRange>> TRUSTED_PROXIES =
      add(
          "trustedProxies",
          Kind.ADDRESS_RANGES,
          "",
          "Addresses of the reverse proxies that are believed where a client is. Empty: it is where"
              + " its connection comes from.");

  static final Setting<ProxyConfig.Header> TRUSTED_PROXIES_HEADER =
      add(
          "trustedProxies.header",
          Kind.PROXY_HEADER,
          "X-Forwarded-For",
          "The header in which they say it. The other one is not looked at, as it may be the client's"
              + " own.");

  static final Setting<RoomPatterns> ROOMS_PUBLIC =
      add(
          "rooms.public",
          Kind.ROOMS,
          "",
          "Rooms that anybody may listen to without Socket.IO: by event streams, polls and plain"
              + " WebSocket. Those of a namespace /x are named /x#room. What is emitted to everybody is"
              + " [*]. oneport.war opens that alone: no application is in it whose middleware would keep"
              + " Socket.IO clients from hearing it.");

  static final Setting<RoomPatterns> ROOMS_AUTHENTICATED =
      add(
          "rooms.authenticated",
          Kind.ROOMS,
          "",
          "Rooms that everybody who has signed in may listen to without Socket.IO.");

  static final Setting<Map<String, RoomPatterns>> ROOMS_BY_ROLE =
      add(
          "rooms.byRole",
          Kind.ROOMS_BY_ROLE,
          "",
          "Rooms that users with a role may listen to without Socket.IO.");

  static final Setting<Integer> EVENTS_HEARTBEAT =
      add(
          "events.heartbeat",
          integer(100, 3_600_000, "ms"),
          "15000",
          "Time between two signs of life on an event stream.");

  static final Setting<Integer> EVENTS_MAX_AGE =
      add(
          "events.maxAge",
          integer(1, 86_400, "s"),
          "1800",
          "How long an event stream lives, a fifth more or less; then the client comes back and"
              + " goes on where it was.");

  static final Setting<Integer> EVENTS_MAX_WAIT =
      add(
          "events.maxWait",
          integer(1, 3_600, "s"),
          "55",
          "How long a poll may wait for events at most.");

  static final Setting<Integer> EVENTS_POLL_INTERVAL =
      add(
          "events.pollInterval",
          integer(100, 3_600_000, "ms"),
          "2000",
          "When clients that poll without waiting are told to ask again, while there are few of them.");

  static final Setting<Integer> EVENTS_POLLS_PER_SECOND =
      add(
          "events.pollsPerSecond",
          COUNT,
          "200",
          "How many polls without waiting there may be, of all clients: the more of them there are,"
              + " the later each is told to ask again, up to 30 s.");

  static final Setting<Integer> EVENTS_EXPIRY_WARNING =
      add(
          "events.expiryWarning",
          Kind.MILLIS,
          "60000",
          "How long before its token expires a client is told that its connection" + " will end.");

  static final Setting<Set<String>> ROLES =
      add(
          "roles",
          Kind.ROLES,
          "",
          "Roles that Handshake.isUserInRole answers for, besides those that handlers name in"
              + " @RolesAllowed.");

  static final Setting<Boolean> AUTH_ANONYMOUS =
      add(
          "auth.anonymous",
          Kind.BOOLEAN,
          "true",
          "Whether clients may connect that have not signed in, neither at the server nor by a"
              + " token.");

  static final Setting<List<JwtKey>> JWT_KEYS =
      addSecret(
          "auth.jwt.keys",
          Kind.JWT_KEYS,
          "",
          "Keys that verify the tokens of clients (JWT): HS256 with a secret of 32 bytes or more, the"
              + " others with a public key as in a PEM file. A key is good for its algorithm alone.");

  static final Setting<@Nullable URI> JWT_JWKS_URL =
      add(
          "auth.jwt.jwksUrl",
          Kind.JWKS_URL,
          "",
          "Where an identity provider publishes the keys of its tokens. Needs"
              + " oneport.auth.jwt.issuer and oneport.auth.jwt.audience.");

  static final Setting<Integer> JWT_JWKS_REFRESH =
      add(
          "auth.jwt.jwksRefresh",
          integer(10, 86_400, "s"),
          "300",
          "How often those keys are fetched. A token with a key that is not known has them fetched at"
              + " once, but not more often than every 30 s.");

  static final Setting<String> JWT_ISSUER =
      add("auth.jwt.issuer", Kind.TEXT, "", "The issuer (iss) that tokens must have. Empty: any.");

  static final Setting<String> JWT_AUDIENCE =
      add(
          "auth.jwt.audience",
          Kind.TEXT,
          "",
          "The audience (aud) that tokens must have, among others. Empty: any.");

  static final Setting<Integer> JWT_LEEWAY =
      add(
          "auth.jwt.leeway",
          integer(0, 300, "s"),
          "10",
          "By how much the clock that dated a token may differ from the server's.");

  static final Setting<String> JWT_ROLES_CLAIM =
      add(
          "auth.jwt.rolesClaim",
          Kind.CLAIM,
          "roles",
          "The claim that has the user's roles, a list or words; realm_access.roles is the claim"
              + " roles inside of realm_access.");

  static final Setting<String> JWT_ROOMS_CLAIM =
      add(
          "auth.jwt.roomsClaim",
          Kind.CLAIM,
          "rooms",
          "The claim that lists further rooms that the user may listen to without Socket.IO, written"
              + " as in oneport.rooms.public.");

  static final Setting<List<ApiKey>> API_KEYS =
      addSecret(
          "api.keys",
          Kind.API_KEYS,
          "",
          "Who may publish over HTTP: names and the SHA-256 hashes of their keys. Empty: nobody.");

  static final Setting<Set<String>> API_ROLES =
      add(
          "api.roles",
          Kind.ROLES,
          "",
          "Roles whose users may publish over HTTP without a key, where the server has"
              + " authenticated them.");

  static final Setting<Map<String, Set<ApiGrant>>> API_GRANTS =
      add(
          "api.grants",
          Kind.API_GRANTS,
          "",
          "What each key or role may do over HTTP: publish events; read rooms and sessions; manage"
              + " sessions: disconnect them, put them into rooms; inspect what events say, in the"
              + " console. One that is not named may publish.");

  static final Setting<Map<String, RoomPatterns>> API_ROOMS =
      add(
          "api.rooms",
          Kind.API_ROOMS,
          "",
          "Rooms for which each key or role may do so. Those of a namespace /x are named /x#room."
              + " What is emitted to everybody is [*]. One that is not named may in all rooms of all"
              + " namespaces.");

  static final Setting<Integer> API_MAX_BATCH =
      add(
          "api.maxBatch",
          integer(1, 10_000, ""),
          "100",
          "Events in one request to /api/emit/batch.");

  static final Setting<Long> API_IDEMPOTENCY_MAX_BYTES =
      add(
          "api.idempotency.maxBytes",
          QUEUE,
          "4194304",
          "Memory for requests with an Idempotency-Key and events with an id. Over it the oldest are"
              + " forgotten; one of them that is repeated is a new one.");

  static final Setting<Integer> API_IDEMPOTENCY_MAX_AGE =
      add(
          "api.idempotency.maxAge",
          Kind.MILLIS,
          "3600000",
          "How long a request with an Idempotency-Key, or an event with an id, may be repeated and"
              + " counts once.");

  static final Setting<@Nullable Rate> LIMIT_CONNECTIONS_PER_ADDRESS =
      add(
          "limits.connections.perAddress",
          Kind.RATE,
          "",
          "How often clients of one address may try to connect, ask for a ticket, or poll without"
              + " Socket.IO, as in 100/10s: so many at once, and as many again within so many seconds."
              + " Empty: as often as they like. Addresses of IPv6 count by their first 64 bits. Behind a"
              + " proxy that is not trusted all clients have one address.");

  static final Setting<@Nullable Rate> LIMIT_CONNECTIONS_PER_USER =
      add(
          "limits.connections.perUser",
          Kind.RATE,
          "1000/10s",
          "How often one user may, once it is known who it is.");

  static final Setting<@Nullable Rate> LIMIT_EVENTS_PER_ADDRESS =
      add(
          "limits.events.perAddress",
          Kind.RATE,
          "",
          "How many events clients of one address may send.");

  static final Setting<@Nullable Rate> LIMIT_EVENTS_PER_USER =
      add(
          "limits.events.perUser",
          Kind.RATE,
          "100000/10s",
          "How many events the connections of one user may send, or one connection where nobody has"
              + " signed in.");

  static final Setting<@Nullable Rate> LIMIT_JOINS_PER_ADDRESS =
      add(
          "limits.joins.perAddress",
          Kind.RATE,
          "",
          "How many rooms, or namespaces of Socket.IO, clients of one address may ask to join.");

  static final Setting<@Nullable Rate> LIMIT_JOINS_PER_USER =
      add(
          "limits.joins.perUser",
          Kind.RATE,
          "1000/10s",
          "How many the connections of one user may, or one connection where nobody has signed in.");

  static final Setting<@Nullable Rate> LIMIT_PUBLISHES_PER_ADDRESS =
      add(
          "limits.publishes.perAddress",
          Kind.RATE,
          "",
          "How many requests to the HTTP API may come from one address.");

  static final Setting<@Nullable Rate> LIMIT_PUBLISHES_PER_USER =
      add(
          "limits.publishes.perUser",
          Kind.RATE,
          "100000/10s",
          "How many requests to the HTTP API one key, role or user may send; a batch counts as its"
              + " events.");

  static final Setting<Integer> LIMITS_MAX_REMEMBERED =
      add(
          "limits.maxRemembered",
          COUNT,
          "100000",
          "Addresses, and users, that each of these limits remembers. Over it those are forgotten"
              + " first that have least used of theirs, and those that come share what one has.");

  static final Setting<String> PAGE_KEY =
      addSecret(
          "page.key",
          Kind.SECRET,
          "",
          "An API key that the start page is given when opened on the server's own machine. For"
              + " trying out; its hash must be in oneport.api.keys as well.");

  static final Setting<List<ApiKey>> METRICS_KEYS =
      addSecret(
          "metrics.keys",
          Kind.API_KEYS,
          "",
          "Who may read /metrics: names and the SHA-256 hashes of their keys. Empty: there is no"
              + " /metrics.");

  static final Setting<Boolean> CONSOLE =
      add(
          "console",
          Kind.BOOLEAN,
          "true",
          "Whether there is a console at /console, for those who may read over HTTP: with a key of"
              + " oneport.api.keys, or a role of oneport.api.roles.");

  static final Setting<AdminUiMode> ADMIN_UI =
      add(
          "adminUi",
          Kind.ADMIN_UI,
          "off",
          "What the Socket.IO Admin UI is told, which connects to the namespace /admin with the name"
              + " of an API key as user name and the key as password: numbers (production), or each"
              + " socket, room and event (development). Its origin must be one of"
              + " oneport.cors.origins.");

  private Settings() {}

  /** All of them, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return List.copyOf(ALL);
  }

  private static <T extends @Nullable Object> Setting<T> add(
      String name, Kind<T> kind, String byDefault, String what) {
    return add(new Setting<>("oneport." + name, kind, byDefault, false, what));
  }

  private static <T> Setting<T> addSecret(
      String name, Kind<T> kind, String byDefault, String what) {
    return add(new Setting<>("oneport." + name, kind, byDefault, true, what));
  }

  private static <T extends @Nullable Object> Setting<T> add(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }
}
