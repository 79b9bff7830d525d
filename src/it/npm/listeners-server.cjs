// A small server for clients that only listen: server-sent events, polling and plain WebSocket over one log, as Oneport
// serves them, and nothing of its rights and limits. For oneport.js, where what is tested is what lies in between.
//   node listeners-server.cjs <folder of oneport.mjs>   prints {"port":…}
// Addresses below /app/: events, events/ticket, ws, api/emit, oneport.mjs, and seen: what the clients told.
// It ends when its standard input does.
"use strict";

const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { WebSocketServer } = require("ws");

const [folder] = process.argv.slice(2);
const HEARTBEAT_MILLIS = 15_000;
const MAX_EVENTS = 10_000;

const epoch = randomBytes(5).toString("hex");
const log = [];
const listeners = new Set();
const tickets = new Set();
const seen = { fallbacks: [], urls: [], authorized: 0 };

const cursor = () => `${epoch}-${log.length}`;

function emit(rooms, event, data) {
  if (log.length === MAX_EVENTS) {
    throw new Error("too many events for a test");
  }
  const entry = { rooms, message: { event, data, cursor: `${epoch}-${log.length + 1}` } };
  log.push(entry);
  listeners.forEach((listener) => listener(entry));
}

function isFor(entry, rooms) {
  return entry.rooms.length === 0 || entry.rooms.some((room) => rooms.includes(room));
}

/** What came since a cursor, as a client of these rooms is told it. */
function since(given, rooms) {
  const [, of, offset] = /^([0-9a-f]+)-(\d+)$/.exec(given ?? "") ?? [];
  if (of !== epoch || Number(offset) > log.length) {
    const reason = !given ? "no_cursor" : of ? "epoch" : "malformed";
    return { recovered: false, reason, events: [], from: cursor() };
  }
  const events = log.slice(Number(offset)).filter((entry) => isFor(entry, rooms));
  return { recovered: true, events: events.map(({ message }) => message), from: given };
}

// --- Server-sent events ---

function stream(request, response, query) {
  const rooms = query.getAll("room");
  if (query.has("ticket") && !tickets.delete(query.get("ticket"))) {
    return problem(response, 401, "The ticket is not valid, or no longer");
  }
  response.writeHead(200, {
    "Content-Type": "text/event-stream;charset=UTF-8",
    "Cache-Control": "no-cache, no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
  const write = (type, data, id) =>
    response.write(`${type ? `event: ${type}\n` : ""}id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  const send = (message) =>
    query.has("envelope")
      ? write("", message, message.cursor)
      : write(message.event, message.data, message.cursor);
  const given = request.headers["last-event-id"] ?? query.get("lastEventId");
  const { recovered, reason, events, from } = since(given, rooms);
  response.write(": oneport\nretry: 1000\n\n");
  write("oneport:ready", { recovered, reason, cursor: from }, from);
  if (!recovered && given) {
    write("oneport:reset", { recovered, reason }, from);
  }
  events.forEach(send);
  const stop = listen(rooms, send);
  const heartbeat = setInterval(() => write("oneport:ping", {}, cursor()), HEARTBEAT_MILLIS);
  response.on("close", () => {
    stop();
    clearInterval(heartbeat);
  });
}

function listen(rooms, send) {
  const listener = (entry) => isFor(entry, rooms) && send(entry.message);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// --- Polling ---

function poll(request, response, query) {
  const rooms = query.getAll("room");
  const given = query.get("cursor");
  const wait = Number(query.get("wait") ?? 25);
  if (request.headers.authorization === "Bearer secret") {
    seen.authorized++;
  }
  const answer = () => {
    const { recovered, reason, events } = since(given, rooms);
    if (request.headers["if-none-match"] === `"${cursor()}"`) {
      return response.writeHead(304).end();
    }
    const nextPollMs = wait ? 0 : 1000;
    json(response, 200, { events, cursor: cursor(), recovered, reason, nextPollMs });
  };
  const { recovered, events } = since(given, rooms);
  if (!wait || !recovered || events.length) {
    return answer();
  }
  const stop = listen(rooms, () => done());
  const timer = setTimeout(() => done(), wait * 1000);
  const done = () => {
    stop();
    clearTimeout(timer);
    answer();
  };
  response.on("close", () => {
    stop();
    clearTimeout(timer);
  });
}

// --- Plain WebSocket ---

const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered) => (offered.has("oneport.v1+json") ? "oneport.v1+json" : false),
});

sockets.on("connection", (socket) => {
  const send = (message) => socket.send(JSON.stringify(message));
  let stop = () => {};
  socket.on("close", () => stop());
  socket.on("message", (text) => {
    const message = JSON.parse(text);
    const { id } = message;
    if (message.auth && !tickets.delete(message.auth.ticket)) {
      send({ error: { code: "unauthorized", message: "The ticket is not valid" }, id });
    } else if (message.subscribe) {
      const { recovered, reason, events, from } = since(message.since, message.subscribe);
      send({ subscribed: message.subscribe, cursor: from, recovered, reason, id });
      events.forEach(send);
      stop = listen(message.subscribe, send);
    } else if (message.emit) {
      send({ ack: [message.emit, ...message.data], id });
    } else if ("ping" in message) {
      send({ pong: message.ping });
    }
  });
});

// --- HTTP ---

function json(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}

function problem(response, status, detail) {
  json(response, status, { status, detail });
}

async function body(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
  }
  return JSON.parse(text);
}

async function handle(request, response) {
  const url = new URL(request.url, "http://127.0.0.1");
  const resource = url.pathname.replace("/app/", "");
  const file = path.join(folder, path.basename(resource));
  seen.urls.push(request.url);
  if (url.searchParams.has("fallback")) {
    seen.fallbacks.push(url.searchParams.get("fallback"));
  }
  if (resource === "events") {
    const asked = request.headers.accept ?? "";
    (asked.includes("text/event-stream") ? stream : poll)(request, response, url.searchParams);
  } else if (resource === "events/ticket" && request.method === "POST") {
    if (request.headers.authorization !== "Bearer secret") {
      return problem(response, 401, "Sign in");
    }
    seen.authorized++;
    const ticket = randomBytes(16).toString("hex");
    tickets.add(ticket);
    json(response, 200, { ticket, expiresInMs: 30_000 });
  } else if (resource === "api/emit") {
    const { rooms = [], event, data = [] } = await body(request);
    emit(rooms, event, data);
    json(response, 202, {});
  } else if (resource === "seen") {
    json(response, 200, seen);
  } else if (fs.existsSync(file)) {
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(fs.readFileSync(file));
  } else {
    problem(response, 404, resource);
  }
}

const server = http.createServer((request, response) =>
  handle(request, response).catch((error) => problem(response, 500, String(error)))
);
server.on("upgrade", (request, socket, head) => {
  seen.urls.push(request.url);
  sockets.handleUpgrade(request, socket, head, (webSocket) =>
    sockets.emit("connection", webSocket)
  );
});
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(JSON.stringify({ port: server.address().port }) + "\n")
);
process.stdin.resume().on("end", () => process.exit(0));
