/*! Oneport's client for pages that listen. Apache-2.0 */
//
// One subscription to rooms, over the best transport that gets through. The parts of this file, from the top:
//   websocket, sse, polling   one transport each: it is given a link, and tells the link what it sees
//   oneport                   the session: which transport is used, when it is tried again, what the page is told
// A transport decides nothing: whether its end counts against it, and what comes next, is the session's to say.
//
// Comments stand on lines of their own: the build leaves those lines out of what browsers get.

/** From the start of a try to the first thing the server says: proxies may accept, and then keep all to themselves. */
const FIRST_BYTE_MS = 4500;

/** How long a page's token() may take: it may have to ask a server, or somebody. */
const TOKEN_MS = 30000;

/** Between two renewals of a connection: a token that lives shortly is about to expire at once. */
const RENEW_PAUSE_MS = 10000;

/** The server's default; what it tells when it answers takes precedence. */
const HEARTBEAT_MS = 15000;

/** What a heartbeat or an answer may be late. */
const GRACE_MS = 10000;

const BACKOFF_MIN_MS = 500;
const BACKOFF_MAX_MS = 20000;

/** A connection that lived so long has proved itself; one that merely opened has not. */
const STABLE_MS = 10000;

/** Two missing heartbeats within this time speak against the transport. */
const STEP_DOWN_MS = 60000;

/** How long a page, and the pages after it, stay with what they fell back to. */
const REMEMBER_MS = 30 * 60000;

/** A timer so late did not run on time: the page was frozen, or the machine asleep. */
const LATE_MS = 5000;

/** What an overloaded server asks for where its own figure can't be read. */
const OVERLOAD_MS = 30000;

const RETRY_AFTER_MAX_MS = 300000;

/** Seconds. Below the 30 s after which many proxies give up. */
const LONG_POLL_WAIT = 25;

/** One that is answered at once with nothing, again and again, is answered by something in between. */
const POLL_PAUSE_MIN_MS = 1000;

/** For short polling, where the server does not say. */
const POLL_PAUSE_MS = 5000;

/** Begins the names of what is told about the session itself. */
const OWN = "oneport:";

function websocket(link) {
  const socket = new link.env.WebSocket(link.socketUrl, "oneport.v1+json");
  const send = (message) => socket.send(JSON.stringify(message));
  const waiting = new Map();
  // 1 is for the identity, 2 for the subscription.
  let id = 2;
  const probe = (patience, reason) => {
    send({ ping: 1 });
    link.expect(patience, reason);
  };
  link.watch = () => link.expect(link.heartbeat, () => probe(GRACE_MS, "heartbeat"));
  socket.onopen = () => {
    if (link.ticket) {
      send({ auth: { ticket: link.ticket }, id: 1 });
    }
    const { rooms: subscribe, namespace, since } = link;
    send({ subscribe, namespace, since, id: 2 });
  };
  socket.onmessage = ({ data }) => {
    const message = link.parse(data);
    if (!message) {
      return;
    }
    link.heard();
    if (message.event) {
      link.receive(message);
    } else if (message.subscribed) {
      link.opened(message);
    } else if ("ping" in message) {
      send({ pong: message.ping });
    } else if (message.error && message.id < 3) {
      link.denied(message.error);
    } else if (message.ack || message.error) {
      const { resolve, reject } = waiting.get(message.id) ?? {};
      waiting.delete(message.id);
      if (message.ack) {
        resolve?.(message.ack);
      } else {
        reject?.(Object.assign(new Error(message.error.message), { code: message.error.code }));
      }
    }
  };
  // Of an error nothing can be known but that a close follows.
  socket.onclose = ({ code }) => {
    if (code === 1013) {
      link.overloaded();
    } else {
      link.lost(link.isOpen ? "closed_" + code : "error");
    }
  };
  return {
    close() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      waiting.forEach(({ reject }) => reject(new Error("The connection has ended")));
    },
    check: () => probe(FIRST_BYTE_MS, "stale"),
    renew: (renew) => send({ renew }),
    emit(event, data) {
      const answer = new Promise((resolve, reject) => waiting.set(++id, { resolve, reject }));
      // Who does not look at the answer need not hear that none will come.
      answer.catch(() => {});
      send({ emit: event, data, id });
      return answer;
    },
  };
}

function sse(link) {
  const query = { lastEventId: link.since, ticket: link.ticket, ping: 1, envelope: 1 };
  const source = new link.env.EventSource(link.query(query), {
    withCredentials: link.withCredentials,
  });
  const listened = new Set();
  let answered = false;
  let last;
  let session;
  const on = (type, take) =>
    source.addEventListener(type, (event) => {
      const data = link.parse(event.data);
      if (data) {
        link.heard();
        take(data, event.lastEventId);
      }
    });
  link.watch = () => link.expect(link.heartbeat + GRACE_MS);
  on(OWN + "ready", (data, id) => {
    last = id;
    session = data.session;
    // What could not be recovered is told by an event of its own.
    link.opened(data, true);
  });
  // Comments can't be seen here: this event is the heartbeat.
  on(OWN + "ping", (data, id) => {
    last = id;
    link.advance(id);
  });
  for (const own of ["reset", "restart", "token_expiring"]) {
    on(OWN + own, (data, cursor) => link.receive({ event: OWN + own, data: [data], cursor }));
  }
  // A server that does not know `envelope` sends events by their names: see listen.
  on("message", (message) => link.receive(message));
  source.onopen = () => {
    answered = true;
  };
  source.onerror = () => {
    if (source.readyState === 2) {
      link.lost("refused");
    } else if (answered && !link.isOpen) {
      link.overloaded();
    } else {
      link.lost("error");
    }
  };
  return {
    close: () => source.close(),
    renew: (token) =>
      link.fetch(link.resource("/renew"), {
        method: "POST",
        headers: bearer(token),
        body: JSON.stringify({ session }),
      }),
    check() {
      const rest = link.heardAt + link.heartbeat + GRACE_MS / 5 - link.env.Date.now();
      if (rest > 0) {
        link.expect(rest, "stale");
      } else {
        link.lost("stale");
      }
    },
    /** EventSource hands out named events only to who asked for that name. */
    listen(name) {
      if (!listened.has(name) && !name.startsWith(OWN)) {
        listened.add(name);
        on(onWire(name), (data, cursor) => {
          // An event without an id of its own shows the one before it: it is no duplicate of that.
          link.receive({ event: name, data, cursor }, cursor === last);
          last = cursor;
        });
      }
    },
  };
}

function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}

/** Some names mean something else to EventSource: the server writes them so. */
function onWire(name) {
  return /^(?:open|error|message|)$|^event:|^ |[\x00-\x1f\x7f]/.test(name)
    ? "event:" + encodeURIComponent(name)
    : name;
}

function polling(link, long) {
  const { env } = link;
  let request;
  let pause = long ? 0 : POLL_PAUSE_MS;
  const poll = async () => {
    request?.abort();
    const mine = (request = new AbortController());
    const obsolete = () => mine.signal.aborted;
    const begun = env.Date.now();
    const cursor = link.cursor();
    // The first one is answered at once, and so shows that answers get through.
    const wait = long && link.isOpen ? link.patience.wait : 0;
    link.expect(link.isOpen ? wait * 1000 + GRACE_MS : FIRST_BYTE_MS);
    link.pending = wait;
    const headers = { Accept: "application/json", ...link.authorization };
    if (!long && cursor) {
      headers["If-None-Match"] = `"${cursor}"`;
    }
    let answer = { recovered: true };
    try {
      const response = await link.fetch(link.query({ cursor, wait }), {
        headers,
        signal: mine.signal,
      });
      if (obsolete()) {
        return;
      }
      if (response.status !== 304) {
        if (!response.ok) {
          return link.failed(response);
        }
        answer = await response.json();
      }
    } catch {
      if (!obsolete()) {
        link.lost("error");
      }
      return;
    }
    if (obsolete()) {
      return;
    }
    link.pending = 0;
    link.answered(answer, cursor);
    if (obsolete()) {
      return;
    }
    if (link.expired()) {
      return link.lost("expired");
    }
    pause = answer.nextPollMs ?? pause;
    const hasty = long && !answer.events?.length && env.Date.now() - begun < POLL_PAUSE_MIN_MS;
    const least = !long || (hasty && wait) ? POLL_PAUSE_MIN_MS : 0;
    if (Math.max(pause, least)) {
      link.expect(Math.max(pause, least), poll);
    } else {
      poll();
    }
  };
  poll();
  return {
    close: () => request.abort(),
    check: poll,
    renew(token) {
      link.authorization = bearer(token);
    },
  };
}

const TRANSPORTS = {
  websocket,
  sse,
  longpoll: (link) => polling(link, true),
  poll: (link) => polling(link, false),
};

/** What the browser must have for it. */
const NEEDED = { websocket: "WebSocket", sse: "EventSource" };

/** Whether a cursor is a place after another; places of different logs can't be compared. */
function isAfter(cursor, other) {
  if (!other || cursor === other) {
    return !other;
  }
  const epoch = (text) => text.slice(0, text.lastIndexOf("-"));
  const offset = (text) => Number(text.slice(text.lastIndexOf("-") + 1));
  return epoch(cursor) !== epoch(other) || !(offset(cursor) <= offset(other));
}

/**
 * Subscribes to rooms.
 *
 * @param address of <context>/events, relative to the page
 * @param env what a page has in `window`; tests bring their own
 */
function oneport(address, options = {}, env = globalThis) {
  const url = new URL(address, env.location?.href);
  const rooms = [].concat(options.rooms ?? []);
  if (!rooms.length) {
    throw new TypeError("oneport: rooms must name at least one");
  }
  const order = (options.transports ?? Object.keys(TRANSPORTS)).filter((name) => {
    if (!Object.hasOwn(TRANSPORTS, name)) {
      throw new TypeError(`oneport: no transport is named ${name}`);
    }
    return !NEEDED[name] || env[NEEDED[name]];
  });
  if (!order.length) {
    throw new TypeError("oneport: this browser has none of these transports");
  }
  const socketUrl = new URL(options.wsUrl ?? "ws", options.wsUrl ? env.location?.href : url);
  socketUrl.protocol = socketUrl.protocol.replace("http", "ws");

  const listeners = new Map();
  const anyListeners = new Set();
  const ended = new AbortController();
  const now = () => env.Date.now();
  const storageKey = OWN + url.href;

  /** The try under way, or the connection; undefined while waiting and when closed. */
  let current;
  let timer;
  /** The server has said how long to wait: nothing shortens it. */
  let paced = false;
  let attempt = 0;
  /** Place in `order`. */
  let index = 0;
  /** Where the present round of tries began. */
  let entry = 0;
  /** Until when what was fallen back to is kept; 0: no longer. */
  let until = 0;
  /** The transport that has delivered on this network: its failures are not its own. */
  let trusted;
  /** Why the transport before this one was given up; told to the server once. */
  let fallback;
  /** The token was refused, and asked for again. */
  let refused = false;
  let overloaded = false;
  let missedAt = -Infinity;
  /** Shared by all long polls: what in between cuts off long requests will do so again. */
  const patience = { wait: LONG_POLL_WAIT };

  const session = {
    state: "connecting",
    transport: null,
    recovered: false,
    cursor: options.since ?? null,
    reason: null,
    error: null,
    on(event, listener) {
      if (!listeners.has(event)) {
        listeners.set(event, new Set());
      }
      listeners.get(event).add(listener);
      current?.handle?.listen?.(event);
      return session;
    },
    off(event, listener) {
      if (listener) {
        listeners.get(event)?.delete(listener);
      } else {
        listeners.delete(event);
      }
      return session;
    },
    onAny(listener) {
      anyListeners.add(listener);
      return session;
    },
    offAny(listener) {
      anyListeners.delete(listener);
      return session;
    },
    emit(event, ...args) {
      return current?.isOpen && current.handle.emit
        ? current.handle.emit(event, args)
        : Promise.reject(new Error("emit needs an open WebSocket"));
    },
    close: () => finish("client"),
  };

  function call(set, args) {
    for (const listener of [...(set ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        // One listener's fault is neither ours nor the others'.
        (env.reportError ?? console.error)(error);
      }
    }
  }

  function change(state, reason = null, error = null) {
    const transport = current?.name ?? null;
    Object.assign(session, { state, transport, reason, error });
    const { recovered } = session;
    call(listeners.get(OWN + "state"), [{ state, transport, recovered, reason, error }]);
  }

  function finish(reason, error) {
    if (session.state !== "closed") {
      drop(current);
      env.clearTimeout(timer);
      ended.abort();
      change("closed", reason, error);
    }
  }

  // --- One try, and the connection it may become ---

  function createLink(name) {
    const link = {
      env,
      name,
      rooms,
      socketUrl,
      patience,
      namespace: options.namespace,
      withCredentials: options.withCredentials === true,
      since: session.cursor ?? undefined,
      heartbeat: options.heartbeat ?? HEARTBEAT_MS,
      isOpen: false,
      heardAt: now(),
      cursor: () => session.cursor ?? undefined,
      expired,
      advance,
      watch() {},
      query(parameters) {
        const query = new URL(url);
        rooms.forEach((room) => query.searchParams.append("room", room));
        Object.entries({ namespace: link.namespace, ...parameters, fallback })
          .filter(([, value]) => value !== undefined)
          .forEach(([key, value]) => query.searchParams.set(key, value));
        return query.href;
      },
      /** Below the address of the events. */
      resource(path) {
        const resource = new URL(url);
        resource.pathname += path;
        resource.search = "";
        return resource.href;
      },
      fetch: (resource, request) =>
        env.fetch(resource, {
          cache: "no-store",
          credentials: link.withCredentials ? "include" : "same-origin",
          ...request,
        }),
      /** A message of the server as JSON; undefined if it is none, which ends the connection. */
      parse(text) {
        try {
          return JSON.parse(text);
        } catch {
          link.lost("malformed");
        }
      },
      /** Sets the one timer of the link: unless it is set again, the link is lost, or the action done. */
      expect(millis, what = link.isOpen ? "heartbeat" : "timeout") {
        const due = now() + millis;
        env.clearTimeout(link.timer);
        link.timer = env.setTimeout(() => {
          link.late ||= now() - due > LATE_MS;
          if (typeof what === "function") {
            what();
          } else {
            link.lost(what);
          }
        }, millis);
      },
      heard() {
        link.heardAt = now();
        link.late = false;
        if (link.isOpen) {
          link.watch();
        }
      },
      opened(answer, resetFollows) {
        if (link !== current || link.isOpen) {
          return;
        }
        link.isOpen = true;
        if (link.expiring) {
          renewSoon(link);
        }
        link.heartbeat = answer.heartbeatMs ?? link.heartbeat;
        link.stable = env.setTimeout(() => {
          attempt = 0;
          refused = false;
        }, STABLE_MS);
        trusted = name;
        fallback = undefined;
        overloaded = false;
        remember();
        session.recovered = answer.recovered === true;
        if (!session.recovered) {
          session.cursor = answer.cursor ?? null;
        }
        link.heard();
        listeners.forEach((_, event) => link.handle?.listen?.(event));
        change("open");
        if (link === current && !session.recovered && link.since && !resetFollows) {
          reset(answer.reason);
        }
      },
      /** An answer to a poll that asked from this cursor. */
      answered({ recovered, reason, events = [], cursor }, since) {
        if (!link.isOpen) {
          // Its own cursor comes after its events.
          link.opened({ recovered, reason });
        } else if (recovered === false && since) {
          session.recovered = false;
          reset(reason);
        }
        events.forEach((event) => link.receive(event));
        if (link === current) {
          advance(cursor);
        }
      },
      /** `unnumbered`: the cursor is that of an earlier event, and says nothing about this one. */
      receive(message, unnumbered) {
        const { event, data = [], cursor } = message;
        if (link !== current) {
          return;
        }
        if (event === OWN + "reset") {
          session.recovered = false;
          session.cursor = cursor || session.cursor;
          reset(data[0]?.reason);
        } else if (event === OWN + "restart") {
          link.lost("restart", data[0].retryMs);
        } else if (event.startsWith(OWN)) {
          call(listeners.get(event), message.data ?? [message]);
          if (event === OWN + "token_expiring") {
            renewSoon(link);
          }
        } else if (advance(cursor) || unnumbered) {
          call(listeners.get(event), data);
          call(anyListeners, [event, ...data]);
        }
      },
      /** An answer to fetch that is none of those hoped for. */
      async failed(response, doing = "http") {
        const { status } = response;
        const problem = await response.json().catch(() => ({}));
        const message = problem.detail ?? problem.title ?? response.statusText;
        const after = Number(response.headers.get("Retry-After"));
        if (status === 401 || status === 403) {
          link.denied({ code: status, message });
        } else if (status === 400) {
          stop(link, "refused", { code: status, message });
        } else if (after || status === 503 || status === 429) {
          const least = Math.min(after * 1000 || OVERLOAD_MS / 2, RETRY_AFTER_MAX_MS);
          link.lost("overload", least * (1 + env.Math.random() / 5));
        } else {
          link.lost(
            `${doing}_${status}`,
            doing === "ticket" && status > 499 ? backoff() : undefined
          );
        }
      },
      /** The server wants to be left alone for a while, and can't tell EventSource or WebSocket for how long. */
      overloaded() {
        // Twice in a row it may be a proxy that ends each stream: another transport will tell.
        const again = overloaded && !link.isOpen;
        overloaded = true;
        link.lost("overload", again ? undefined : OVERLOAD_MS * (0.5 + env.Math.random() / 2));
      },
      denied(error) {
        if (link !== current) {
          return;
        }
        if (!options.token || refused) {
          return stop(link, "denied", error);
        }
        drop(link);
        refused = true;
        fallback = undefined;
        // What failed before it in this round may have failed for the same reason.
        index = entry;
        connect();
      },
      lost: (reason, delay) => lost(link, reason, delay),
    };
    return link;
  }

  async function connect() {
    env.clearTimeout(timer);
    const link = (current = createLink(order[index]));
    change("connecting");
    link.expect(TOKEN_MS, () => link.lost("token", backoff()));
    try {
      // Also without a token it is not done at once: the page adds its listeners first.
      const token = await options.token?.(refused);
      if (token && link === current) {
        await present(link, token);
      }
    } catch {
      link.lost("token", backoff());
    }
    if (link !== current) {
      return;
    }
    link.expect(FIRST_BYTE_MS);
    try {
      link.handle = TRANSPORTS[link.name](link);
      listeners.forEach((_, event) => link.handle.listen?.(event));
    } catch {
      // For example a policy of the page that forbids it.
      link.lost("error");
    }
  }

  /** What can carry a header carries the token; the others get a ticket for it, good for one use. */
  async function present(link, token) {
    const headers = bearer(token);
    if (!NEEDED[link.name]) {
      link.authorization = headers;
      return;
    }
    const response = await link.fetch(link.resource("/ticket"), { method: "POST", headers });
    if (response.ok) {
      link.ticket = (await response.json()).ticket;
    } else {
      await link.failed(response, "ticket");
    }
  }

  function renewSoon(link) {
    link.expiring = true;
    if (options.token && link === current && link.isOpen && !link.renewal) {
      const pause = (link.renewedAt ?? -Infinity) + RENEW_PAUSE_MS - now();
      link.renewal = env.setTimeout(() => renew(link), Math.max(0, pause));
    }
  }

  /** Where that fails the connection ends with its token, and the next one begins with another. */
  async function renew(link) {
    try {
      const token = await options.token(true);
      if (token && link === current) {
        await link.handle.renew(token);
      }
    } catch {}
    link.renewedAt = now();
    link.renewal = undefined;
  }

  function drop(link) {
    if (link) {
      current = undefined;
      env.clearTimeout(link.renewal);
      env.clearTimeout(link.timer);
      env.clearTimeout(link.stable);
      link.handle?.close();
    }
  }

  function stop(link, reason, error) {
    if (link === current) {
      finish(reason, error);
    }
  }

  // --- What comes next ---

  /** Ends a link. With a delay (ms) nothing is said against its transport. */
  function lost(link, reason, delay) {
    if (link !== current) {
      return;
    }
    drop(link);
    if (link.pending > 1) {
      patience.wait = link.pending >> 1;
    }
    const unseen = link.late || env.navigator?.onLine === false;
    if (link.isOpen) {
      if (reason === "heartbeat" && !unseen && env.document?.visibilityState !== "hidden") {
        const again = now() - missedAt < STEP_DOWN_MS;
        missedAt = now();
        if (again && index + 1 < order.length) {
          missedAt = -Infinity;
          nextTransport(reason);
          entry = index;
          return;
        }
      }
      if (expired()) {
        startOver();
      }
    } else if (delay === undefined && !unseen && trusted !== link.name) {
      if (index + 1 < order.length) {
        return nextTransport(reason);
      }
      startOver();
    }
    wait(reason, delay);
  }

  function nextTransport(reason) {
    fallback = `${order[index]}:${reason}`;
    trusted = undefined;
    index++;
    connect();
  }

  function startOver() {
    index = until = 0;
    trusted = fallback = undefined;
    patience.wait = LONG_POLL_WAIT;
    store();
  }

  function backoff() {
    return env.Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt++);
  }

  function wait(reason, delay = backoff()) {
    entry = index;
    paced = reason === "overload";
    change("waiting", reason);
    timer = env.setTimeout(connect, delay);
  }

  function hurry() {
    if (current?.isOpen) {
      current.handle.check();
    } else if (session.state === "waiting" && !paced) {
      connect();
    }
  }

  /** Another network may let through what the last one did not. */
  function networkChanged() {
    if (current?.isOpen) {
      trusted = undefined;
      until = 0;
      store();
    } else {
      startOver();
      entry = 0;
      if (current) {
        drop(current);
        return connect();
      }
    }
    hurry();
  }

  // --- The past ---

  /** Whether there is news at that cursor, which then becomes ours; without one there always is. */
  function advance(cursor) {
    const news = !cursor || isAfter(cursor, session.cursor);
    if (cursor && news) {
      session.cursor = cursor;
    }
    return news;
  }

  function reset(reason) {
    call(listeners.get(OWN + "reset"), [{ recovered: false, reason }]);
  }

  // --- The winner ---

  function expired() {
    return index > 0 && now() >= until;
  }

  function remember() {
    if (expired()) {
      until = now() + REMEMBER_MS;
    }
    store();
  }

  /** Storage may be forbidden, or full: then it is for this page only. */
  function store() {
    try {
      if (index && until) {
        const transport = order[index];
        env.localStorage.setItem(storageKey, JSON.stringify({ transport, until }));
      } else {
        env.localStorage.removeItem(storageKey);
      }
    } catch {}
  }

  function recall() {
    try {
      const stored = JSON.parse(env.localStorage.getItem(storageKey));
      const rest = stored.until - now();
      if (rest > 0 && rest <= REMEMBER_MS && order.includes(stored.transport)) {
        index = entry = order.indexOf(stored.transport);
        until = stored.until;
      }
    } catch {}
  }

  const whileOpen = { signal: ended.signal };
  const visible = () => env.document?.visibilityState !== "hidden" && hurry();
  env.addEventListener?.("online", networkChanged, whileOpen);
  env.addEventListener?.("pageshow", visible, whileOpen);
  env.document?.addEventListener("visibilitychange", visible, whileOpen);
  const network = env.navigator?.connection;
  let networkType = network?.type;
  network?.addEventListener?.(
    "change",
    () => {
      // It also changes with each new estimate of the speed.
      if (networkType !== network.type) {
        networkType = network.type;
        networkChanged();
      }
    },
    whileOpen
  );

  recall();
  connect();
  return session;
}

export { oneport, oneport as default };
