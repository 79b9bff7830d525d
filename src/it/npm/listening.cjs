// Clients without Socket.IO, one class for each transport, written to what the README says and to nothing else. Each
// keeps what it gets, and comes back with its cursor whenever its connection ends.
"use strict";

const http = require("node:http");
const WebSocket = require("ws");

const RETRY_MILLIS = 10;
const LONGEST_PAUSE_MILLIS = 100;
const LONG_POLL_WAIT_SECONDS = 5;

class Listener {
  /** `base`: the application's URL. Its rooms are of one namespace. */
  constructor(base, { rooms, namespace = "/" }) {
    this.base = new URL(base);
    this.rooms = rooms;
    this.namespace = namespace;
    /** What came, in order: {event, data, cursor}. */
    this.got = [];
    /** Each time that the server said how it begins: {recovered, reason}. */
    this.beginnings = [];
    this.closed = false;
  }

  open() {
    this.connect();
    return this;
  }

  address(query) {
    const url = new URL("events", this.base);
    this.rooms.forEach((room) => url.searchParams.append("room", room));
    for (const [name, value] of Object.entries({ namespace: this.namespace, ...query })) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    return url;
  }

  begins({ recovered, reason, cursor }) {
    this.beginnings.push({ recovered, reason });
    // Where the past follows, its events say where this client is.
    if (!recovered) {
      this.cursor = cursor;
    }
  }

  receives({ event, data, cursor }) {
    if (!event.startsWith("oneport:")) {
      this.cursor = cursor ?? this.cursor;
      this.got.push({ event, data, cursor });
    }
  }

  again(millis = RETRY_MILLIS) {
    if (!this.closed) {
      setTimeout(() => this.closed || this.connect(), millis);
    }
  }

  /** The gaps that it was told of; at the beginning there is no past. */
  get gaps() {
    return this.beginnings.filter(({ recovered }) => !recovered).map(({ reason }) => reason);
  }

  close() {
    this.closed = true;
    this.disconnect();
  }
}

/** Server-sent events, as a browser reads them. */
class EventStream extends Listener {
  connect() {
    const headers = { Accept: "text/event-stream" };
    if (this.cursor) {
      headers["Last-Event-ID"] = this.cursor;
    }
    let over = false;
    const end = () => {
      if (!over) {
        over = true;
        this.again();
      }
    };
    this.request = http.get(this.address({}), { agent: false, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      over = response.statusCode !== 200;
      if (over) {
        this.request.destroy();
        return this.again();
      }
      response.on("data", (chunk) => {
        const blocks = (text + chunk).split("\n\n");
        text = blocks.pop();
        if (!over) {
          blocks.forEach((block) => this.block(block));
        }
      });
      response.on("close", end);
      response.on("error", end);
    });
    this.request.on("error", end);
  }

  block(block) {
    const fields = { data: "" };
    for (const line of block.split("\n")) {
      const [, name, value] = /^([a-z]*): ?(.*)$/.exec(line) ?? [];
      if (name === "data") {
        fields.data += value;
      } else if (name) {
        fields[name] = value;
      }
    }
    if (fields.id) {
      this.cursor = fields.id;
    }
    if (fields.event === "oneport:ready") {
      this.begins({ ...JSON.parse(fields.data), cursor: fields.id });
    } else if (fields.event) {
      this.receives({ event: fields.event, data: JSON.parse(fields.data), cursor: fields.id });
    }
  }

  disconnect() {
    this.request.destroy();
  }
}

/** The object that a text is; undefined if it has been cut off: not every server says how long an answer is. */
function whole(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks, and asks again. */
class Polling extends Listener {
  constructor(base, where, wait) {
    super(base, where);
    this.wait = wait;
  }

  connect() {
    const { wait } = this;
    const headers = { Accept: "application/json" };
    if (wait === 0 && this.cursor) {
      headers["If-None-Match"] = `"${this.cursor}"`;
    }
    let over = false;
    const end = (millis) => {
      if (!over) {
        over = true;
        this.again(millis);
      }
    };
    const url = this.address({ cursor: this.cursor, wait });
    this.request = http.get(url, { agent: false, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => {
        const answer = response.statusCode === 200 && !this.closed && whole(text);
        if (answer) {
          end(Math.min(this.answered(answer), LONGEST_PAUSE_MILLIS));
        }
        end(response.statusCode === 304 ? LONGEST_PAUSE_MILLIS : undefined);
      });
      response.on("close", () => end());
      response.on("error", () => end());
    });
    this.request.on("error", () => end());
  }

  /** Returns when to ask again. */
  answered(answer) {
    this.begins(answer);
    answer.events.forEach((event) => this.receives(event));
    this.cursor = answer.cursor;
    return answer.nextPollMs;
  }

  disconnect() {
    this.request.destroy();
  }
}

class LongPolling extends Polling {
  constructor(base, where) {
    super(base, where, LONG_POLL_WAIT_SECONDS);
  }
}

class ShortPolling extends Polling {
  constructor(base, where) {
    super(base, where, 0);
  }
}

/** One JSON object in each text. */
class PlainWebSocket extends Listener {
  constructor(base, where, protocols = []) {
    super(base, where);
    this.protocols = protocols;
  }

  connect() {
    const url = new URL("ws", this.base);
    url.protocol = "ws:";
    const socket = new WebSocket(url, this.protocols, { agent: false });
    this.socket = socket;
    socket.on("open", () => {
      const { rooms: subscribe, namespace, cursor: since } = this;
      socket.send(JSON.stringify({ subscribe, namespace, since, id: 1 }));
    });
    socket.on("message", (text) => socket === this.socket && this.message(JSON.parse(text)));
    socket.on("error", () => {});
    socket.on("close", () => {
      if (socket === this.socket) {
        this.again();
      }
    });
  }

  message(message) {
    if (message.subscribed) {
      this.begins(message);
    } else if (message.event) {
      this.receives(message);
    } else if ("ping" in message) {
      this.socket.send(JSON.stringify({ pong: message.ping }));
    } else if (message.error) {
      throw new Error(JSON.stringify(message));
    }
  }

  disconnect() {
    this.socket.terminate();
  }
}

class PlainWebSocketWithProtocol extends PlainWebSocket {
  constructor(base, where) {
    super(base, where, ["oneport.v1+json"]);
  }
}

module.exports = {
  EventStream,
  LongPolling,
  PlainWebSocket,
  PlainWebSocketWithProtocol,
  ShortPolling,
};
