// Runs named checks one after another and prints their number, then one JSON line per check:
//   {"checks":2}
//   {"check":"<name>","ok":true}
//   {"check":"<name>","ok":false,"error":"<stack>"}
"use strict";

const assert = require("node:assert/strict");
const { io } = require("socket.io-client");

const DEADLINE_MILLIS = 30_000;

/** Settles as `promise` does, or rejects after the deadline with what was being waited for. */
function within(promise, what, millis = DEADLINE_MILLIS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${millis} ms: ${what}`)), millis);
  });
  const result = Promise.race([promise, late]).finally(() => clearTimeout(timer));
  // A check that failed no longer waits for it; that must not end the other checks.
  result.catch(() => {});
  return result;
}

/** The arguments of the next `event`; ask for it before causing it. */
function next(emitter, event) {
  return within(new Promise((resolve) => emitter.once(event, (...args) => resolve(args))), event);
}

/** The first argument of the next `count` events of that name, in order of arrival. */
function collect(emitter, event, count) {
  const seen = [];
  const all = new Promise((resolve) => {
    emitter.on(event, function listener(value) {
      if (seen.push(value) === count) {
        emitter.off(event, listener);
        resolve(seen);
      }
    });
  });
  return within(all, `${count} times ${event}`);
}

/** What the acknowledgement of `event` carries. */
function ask(socket, event, ...args) {
  return within(socket.emitWithAck(event, ...args), `ack of ${event}`);
}

const SETTINGS = {
  polling: { transports: ["polling"] },
  websocket: { transports: ["websocket"] },
  upgrade: { transports: ["polling", "websocket"] },
};

/** The default parser is what the client has when it is told nothing. */
const PARSERS = {
  default: () => ({}),
  msgpack: () => ({ parser: require("socket.io-msgpack-parser") }),
};

/**
 * Opens sockets to one deployed application, and closes all of them.
 * `base` is its address with a trailing slash, for example http://127.0.0.1:8080/app/.
 * `client` is the function `io` of the client to open them with.
 */
class Application {
  constructor(base, setting, parser = "default", client = io) {
    this.base = new URL(base);
    this.setting = setting;
    this.parser = PARSERS[parser]();
    this.client = client;
    this.sockets = [];
  }

  /** A socket of a connection of its own, connecting; not yet connected. */
  open(namespace, options = {}) {
    const socket = this.client(this.base.origin + namespace, {
      path: this.base.pathname + "socket.io/",
      forceNew: true,
      reconnection: false,
      ...SETTINGS[this.setting],
      ...this.parser,
      ...options,
    });
    this.sockets.push(socket);
    return socket;
  }

  /** Connected, in one more namespace of the connection that `socket` uses. */
  async beside(socket, namespace, options) {
    const another = socket.io.socket(namespace, options);
    await connected(another);
    return another;
  }

  async connected(namespace, options) {
    const socket = this.open(namespace, options);
    await connected(socket);
    return socket;
  }

  closeAll() {
    for (const socket of this.sockets.splice(0)) {
      socket.io.engine?.close();
      socket.disconnect();
    }
  }
}

function connected(socket) {
  const refused = new Promise((_, reject) => socket.once("connect_error", reject));
  return Promise.race([next(socket, "connect"), refused]);
}

/** Where so many checks fail, the others would only take their deadlines to fail as well. */
const FAILURES_ENOUGH = 4;

async function run(checks, afterEach) {
  let failures = 0;
  process.stdout.write(JSON.stringify({ checks: Object.keys(checks).length }) + "\n");
  for (const [name, check] of Object.entries(checks)) {
    const result = { check: name, ok: true };
    try {
      assert.ok(failures < FAILURES_ENOUGH, "not run: too many checks before it failed");
      await check();
    } catch (failure) {
      failures++;
      result.ok = false;
      result.error = String(failure?.stack ?? failure);
    } finally {
      afterEach();
    }
    process.stdout.write(JSON.stringify(result) + "\n");
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

module.exports = { Application, ask, collect, connected, next, run, within };
