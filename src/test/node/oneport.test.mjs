// Oneport's client for pages that listen, rule by rule, in virtual time. What a server says is literal.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

import oneport, { oneport as named } from "../../client/oneport/oneport.mjs";
import { FakeWindow, settle } from "./fake-window.mjs";

const WS = ["websocket"];
const SSE = ["sse"];
const LONG = ["longpoll"];
const POLL = ["poll"];
const STREAMS = ["websocket", "sse"];

/** A session in a window of its own, with what it told the page. */
async function start(options = {}, window = new FakeWindow()) {
  const told = [];
  const states = [];
  const s = oneport("events", { rooms: ["news"], ...options }, window);
  s.on("posts", (...args) => told.push(args));
  s.on("oneport:reset", (reset) => told.push(reset));
  s.on("oneport:state", ({ state, transport, reason }) =>
    states.push([state, transport ?? reason].join(" "))
  );
  await settle();
  return { s, window, told, states };
}

function post(offset, epoch = "e") {
  return { event: "posts", data: [offset], room: "news", cursor: `${epoch}-${offset}` };
}

const EMPTY = { events: [], cursor: "e-0", recovered: true, nextPollMs: 0 };

// --- WebSocket ---

test("subscribes over WebSocket beside the address of the events", async () => {
  const { s, window, states, told } = await start({ namespace: "/chat" });
  assert.equal(s.state, "connecting");
  assert.equal(window.socket.url, "wss://example.org/shop/ws");
  assert.equal(window.socket.protocol, "oneport.v1+json");
  await window.socket.open();
  assert.deepEqual(window.socket.sent, [{ subscribe: ["news"], namespace: "/chat", id: 2 }]);
  assert.equal(s.state, "connecting", "open is what the server has answered");
  await window.socket.says({ subscribed: ["news"], cursor: "e-3", recovered: false, id: 2 });
  assert.deepEqual(
    [s.state, s.transport, s.cursor, s.recovered],
    ["open", "websocket", "e-3", false]
  );
  await window.socket.says({
    event: "posts",
    data: [{ id: 1 }, "two"],
    room: "news",
    cursor: "e-4",
  });
  assert.deepEqual(told, [[{ id: 1 }, "two"]]);
  assert.equal(s.cursor, "e-4");
  assert.deepEqual(states, ["open websocket"]);
});

test("takes another address for the WebSocket", async () => {
  const { window } = await start({ wsUrl: "/elsewhere/ws" });
  assert.equal(window.socket.url, "wss://example.org/elsewhere/ws");
});

test("answers the server's ping", async () => {
  const { window } = await start();
  await window.socket.accept();
  await window.socket.says({ ping: 7 });
  assert.deepEqual(window.socket.sent.at(-1), { pong: 7 });
});

test("emits on a WebSocket and gets the acknowledgement", async () => {
  const { s, window } = await start();
  await assert.rejects(s.emit("say", 1), /open WebSocket/);
  await window.socket.accept();
  const answer = s.emit("say", "hello", 2);
  const refused = s.emit("say", "bad");
  const never = s.emit("say", "lost");
  assert.deepEqual(window.socket.sent.at(-3), { emit: "say", data: ["hello", 2], id: 3 });
  await window.socket.says({ ack: ["ok", 1], id: 3 });
  await window.socket.says({ error: { code: "forbidden", message: "not you" }, id: 4 });
  assert.deepEqual(await answer, ["ok", 1]);
  await assert.rejects(refused, { message: "not you", code: "forbidden" });
  s.close();
  await assert.rejects(never, /ended/);
});

test("emit is rejected on other transports", async () => {
  const { s, window } = await start({ transports: SSE });
  await window.source.ready();
  await assert.rejects(s.emit("say"), /open WebSocket/);
});

// --- Server-sent events ---

test("subscribes by EventSource", async () => {
  const { s, window, told } = await start({
    transports: SSE,
    rooms: ["a", "b"],
    namespace: "/x",
    withCredentials: true,
  });
  assert.equal(
    window.source.url.href,
    "https://example.org/shop/events?room=a&room=b&namespace=%2Fx&ping=1&envelope=1"
  );
  assert.equal(window.source.withCredentials, true);
  await window.source.ready("e-5");
  assert.deepEqual([s.state, s.transport, s.cursor], ["open", "sse", "e-5"]);
  await window.source.says("posts", [{ id: 1 }, 2], "e-6");
  assert.deepEqual(told, [[{ id: 1 }, 2]]);
  assert.equal(s.cursor, "e-6");
});

test("an event without a name of its own is read like a WebSocket's", async () => {
  const { s, window, told } = await start({ transports: SSE });
  const all = [];
  s.onAny((...args) => all.push(args));
  await window.source.ready();
  await window.source.says("message", post(1), "e-1");
  await window.source.says("message", { event: "else", data: ["x"], cursor: "e-2" }, "e-2");
  assert.deepEqual(told, [[1]]);
  assert.deepEqual(all, [
    ["posts", 1],
    ["else", "x"],
  ]);
});

test("a listener added later hears EventSource too", async () => {
  const { s, window } = await start({ transports: SSE });
  await window.source.ready();
  const heard = [];
  s.on("late", (value) => heard.push(value)).on("late", (value) => heard.push(-value));
  await window.source.says("late", [3], "e-1");
  assert.deepEqual(heard, [3, -3]);
});

for (const [name, wire] of [
  ["open", "event:open"],
  ["error", "event:error"],
  ["message", "event:message"],
  ["", "event:"],
  ["event:x", "event:event%3Ax"],
  ["a\nb", "event:a%0Ab"],
  [" a", "event:%20a"],
  ["\x7f", "event:%7F"],
  ["opened", "opened"],
  ["příliš", "příliš"],
]) {
  test(`EventSource has ${JSON.stringify(name)} as ${wire}`, async () => {
    const { s, window } = await start({ transports: SSE });
    const heard = [];
    s.on(name, (value) => heard.push(value));
    await window.source.ready();
    await window.source.says(wire, [1], "e-1");
    assert.deepEqual(heard, [1]);
  });
}

test("an event that EventSource shows with the id of the one before it is delivered", async () => {
  const { window, told } = await start({ transports: SSE });
  await window.source.ready("e-5");
  await window.source.says("posts", ["unnumbered"]);
  await window.source.says("posts", [6], "e-6");
  await window.source.says("posts", ["unnumbered, too"]);
  await window.source.says("oneport:ping", {}, "e-9");
  await window.source.says("posts", ["after a heartbeat"]);
  assert.deepEqual(told, [["unnumbered"], [6], ["unnumbered, too"], ["after a heartbeat"]]);
});

test("a heartbeat moves the cursor", async () => {
  const { s, window } = await start({ transports: SSE });
  await window.source.ready("e-5");
  await window.source.says("oneport:ping", {}, "e-9");
  assert.equal(s.cursor, "e-9");
});

// --- Polling ---

test("polls long, after one poll that is answered at once", async () => {
  const { s, window, told } = await start({ transports: LONG });
  assert.deepEqual(window.request.query, { room: "news", wait: "0" });
  assert.equal(window.request.headers.Accept, "application/json");
  assert.equal(window.request.init.cache, "no-store");
  assert.equal(window.request.init.credentials, "same-origin");
  await window.request.answer({
    events: [],
    cursor: "e-1",
    recovered: false,
    reason: "no_cursor",
    nextPollMs: 0,
  });
  assert.deepEqual([s.state, s.transport, s.cursor], ["open", "longpoll", "e-1"]);
  assert.deepEqual(window.request.query, { room: "news", cursor: "e-1", wait: "25" });
  await window.pass(2000);
  await window.request.answer({
    events: [post(2), post(3)],
    cursor: "e-4",
    recovered: true,
    nextPollMs: 0,
  });
  assert.deepEqual(told, [[2], [3]]);
  assert.equal(s.cursor, "e-4");
  assert.equal(window.request.query.cursor, "e-4");
  assert.equal(window.requests.length, 3);
});

test("a long poll that is answered at once with nothing does not become a flood", async () => {
  const { window } = await start({ transports: LONG });
  await window.request.answer(EMPTY);
  await window.request.answer(EMPTY);
  assert.equal(window.requests.length, 2);
  await window.pass(999);
  assert.equal(window.requests.length, 2);
  await window.pass(1);
  assert.equal(window.requests.length, 3);
});

test("polls at the server's pace, and is told that nothing is new by 304", async () => {
  const { s, window, told } = await start({ transports: POLL });
  assert.equal(window.request.headers["If-None-Match"], undefined);
  await window.request.answer({ ...EMPTY, cursor: "e-1", nextPollMs: 3000 });
  await window.pass(2999);
  assert.equal(window.requests.length, 1);
  await window.pass(1);
  assert.deepEqual(window.request.query, { room: "news", cursor: "e-1", wait: "0" });
  assert.equal(window.request.headers["If-None-Match"], '"e-1"');
  await window.request.answer(null, { status: 304 });
  assert.equal(s.state, "open");
  await window.pass(3000);
  await window.request.answer({ events: [post(2)], cursor: "e-2", recovered: true, nextPollMs: 1 });
  assert.deepEqual(told, [[2]]);
  await window.pass(999);
  assert.equal(window.requests.length, 3, "never faster than each second");
  await window.pass(1);
  assert.equal(window.requests.length, 4);
});

test("an answer that is no JSON is no answer", async () => {
  const { window, states } = await start({ transports: POLL });
  await window.request.answer("<html>Sign in</html>");
  assert.deepEqual(states, ["waiting error"]);
});

test("what is cut off is asked for with a shorter wait", async () => {
  const { window } = await start({ transports: LONG });
  window.random = 0;
  await window.request.answer(EMPTY);
  for (const [wait, next] of [
    [25, 12],
    [12, 6],
    [6, 3],
    [3, 1],
    [1, 1],
  ]) {
    assert.equal(window.request.query.wait, String(wait));
    await window.request.fails();
    await window.pass(0);
    await window.request.answer(EMPTY);
    assert.equal(window.request.query.wait, String(next));
  }
});

test("a long poll without an answer is given up after its wait and 10 s", async () => {
  const { s, window } = await start({ transports: LONG });
  await window.request.answer(EMPTY);
  await window.pass(34_999);
  assert.equal(s.state, "open");
  await window.pass(1);
  assert.deepEqual([s.state, s.reason], ["waiting", "heartbeat"]);
  assert.equal(window.request.aborted, true);
});

// --- Which transport ---

test("tries each transport for 4.5 s, and tells the server why it fell back", async () => {
  const { s, window } = await start();
  await window.socket.open();
  await window.pass(4499);
  assert.equal(window.sources.length, 0);
  await window.pass(1);
  assert.equal(window.socket.closed, true);
  assert.equal(window.source.query.fallback, "websocket:timeout");
  await window.source.open();
  await window.pass(4500);
  assert.equal(
    window.source.closed,
    true,
    "open is not enough: a proxy may keep the rest to itself"
  );
  assert.equal(window.request.query.fallback, "sse:timeout");
  await window.pass(4500);
  assert.equal(window.requests[0].aborted, true);
  assert.deepEqual(
    [window.request.query.fallback, window.request.query.wait],
    ["longpoll:timeout", "0"]
  );
  assert.equal(window.request.headers["If-None-Match"], undefined);
  await window.request.answer({ ...EMPTY, nextPollMs: 2000 });
  assert.deepEqual([s.state, s.transport], ["open", "poll"]);
  await window.pass(2000);
  assert.equal(window.request.query.fallback, undefined, "told once");
});

test("falls back at once where a transport is refused", async () => {
  const { s, window } = await start();
  await window.socket.ends();
  assert.equal(window.source.query.fallback, "websocket:error");
  await window.source.refuses();
  assert.equal(window.request.query.fallback, "sse:refused");
  await window.request.answer({ title: "Bad Gateway" }, { status: 502 });
  assert.equal(window.request.query.fallback, "longpoll:http_502");
  await window.request.fails();
  assert.deepEqual([s.state, s.reason], ["waiting", "error"]);
  await window.pass(500);
  assert.equal(window.sockets.length, 2, "when none gets through, from the top");
});

test("a policy that forbids a transport is no end", async () => {
  const window = new FakeWindow();
  window.WebSocket = class {
    constructor() {
      throw new Error("SecurityError");
    }
  };
  await start({}, window);
  assert.equal(window.source.query.fallback, "websocket:error");
});

test("leaves out what the browser lacks", async () => {
  const window = new FakeWindow();
  window.WebSocket = window.EventSource = undefined;
  await start({}, window);
  assert.equal(window.requests.length, 1);
  assert.equal(window.request.query.fallback, undefined);
  assert.throws(() => oneport("events", { rooms: "a", transports: WS }, window), /none of these/);
});

test("tries only what it may, in that order", async () => {
  const { window } = await start({ transports: ["sse", "websocket"] });
  assert.equal(window.sockets.length, 0);
  await window.source.refuses();
  assert.equal(window.sockets.length, 1);
});

test("refuses what can't be meant", () => {
  const window = new FakeWindow();
  assert.throws(() => oneport("events", {}, window), /rooms/);
  assert.throws(() => oneport("events", { rooms: [] }, window), /rooms/);
  assert.throws(() => oneport("events", { rooms: "a", transports: ["pigeon"] }, window), /pigeon/);
  assert.throws(
    () => oneport("events", { rooms: "a", transports: ["toString"] }, window),
    /toString/
  );
});

test("once it has worked, the same one again, however often it fails", async () => {
  const { window } = await start();
  await window.socket.accept();
  for (let i = 0; i < 12; i++) {
    await window.socket.ends();
    await window.pass(20_000);
  }
  assert.ok(window.sockets.length > 12);
  assert.equal(window.sources.length, 0);
});

// --- Back-off ---

test("waits with full jitter from 0.5 s up to 20 s", async () => {
  const { window } = await start({ transports: WS });
  await window.socket.accept();
  window.random = 1;
  for (const limit of [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]) {
    const tries = window.sockets.length;
    await window.socket.ends();
    await window.pass(limit - 1);
    assert.equal(window.sockets.length, tries, `waits ${limit}`);
    await window.pass(1);
    assert.equal(window.sockets.length, tries + 1, `waits no longer than ${limit}`);
  }
  window.random = 0;
  await window.socket.ends();
  await window.pass(0);
  assert.equal(window.sockets.length, 10);
});

test("begins anew only after 10 s of life", async () => {
  const { window } = await start({ transports: WS });
  window.random = 1;
  await window.socket.accept();
  await window.socket.ends();
  await window.pass(500);
  await window.socket.accept("e-0", { recovered: true });
  await window.pass(9999);
  await window.socket.ends();
  await window.pass(999);
  assert.equal(window.sockets.length, 2, "the second wait is up to 1 s");
  await window.pass(1);
  await window.socket.accept("e-0", { recovered: true });
  await window.pass(10_000);
  await window.socket.ends();
  await window.pass(500);
  assert.equal(window.sockets.length, 4, "up to 0.5 s again");
});

test("a connection that only opened has not lived", async () => {
  const { window } = await start({ transports: SSE });
  window.random = 1;
  await window.source.ready();
  await window.source.ends();
  await window.pass(500);
  await window.source.open();
  await window.pass(4500);
  assert.equal(window.sources.length, 2);
  await window.pass(999);
  assert.equal(window.sources.length, 2);
  await window.pass(1);
  assert.equal(window.sources.length, 3);
});

test("an overloaded server is left alone for 15 s to 30 s, and is not the transport's fault", async () => {
  const { s, window } = await start({ transports: ["sse", "poll"] });
  await window.source.open();
  await window.source.ends();
  assert.deepEqual([s.state, s.reason], ["waiting", "overload"]);
  await window.show("visible");
  await window.goOnline();
  assert.equal(window.sources.length, 1, "nor does anything hurry it");
  await window.pass(22_499);
  assert.equal(window.sources.length, 1);
  await window.pass(1);
  assert.equal(window.sources.length, 2);
  await window.source.open();
  await window.source.ends();
  assert.equal(window.request.query.fallback, "sse:overload", "twice may be a proxy");
  await window.request.answer(
    { title: "Overload" },
    { status: 503, headers: { "Retry-After": "60" } }
  );
  await window.pass(65_999);
  assert.equal(window.requests.length, 1);
  await window.pass(1);
  assert.equal(window.requests.length, 2);
});

test("a WebSocket closed with 1013 is an overloaded server's", async () => {
  const { s, window } = await start();
  await window.socket.open();
  await window.socket.ends(1013);
  assert.deepEqual([s.state, s.reason, window.sources.length], ["waiting", "overload", 0]);
});

const RESTART = {
  websocket: (window, retryMs) =>
    window.socket.says({ event: "oneport:restart", data: [{ retryMs }] }),
  sse: (window, retryMs) => window.source.says("oneport:restart", { retryMs }),
};

for (const [transport, says] of Object.entries(RESTART)) {
  test(`a server that stops is come back to when it said, over ${transport}`, async () => {
    const { s, window } = await start({ transports: [transport] });
    const opened = () => (transport === "sse" ? window.sources : window.sockets).length;
    await (transport === "sse" ? window.source.ready("e-1") : window.socket.accept("e-1"));
    await says(window, 7_000);
    assert.deepEqual([s.state, s.reason], ["waiting", "restart"]);
    await window.pass(6_999);
    assert.equal(opened(), 1);
    await window.pass(1);
    assert.equal(opened(), 2);
    assert.equal(s.cursor, "e-1");
  });
}

// --- What is remembered ---

async function fallenToSse(window = new FakeWindow()) {
  const page = await start({ transports: STREAMS }, window);
  await window.socket.ends();
  await window.source.ready();
  return page;
}

test("the next page begins with what the last one fell back to", async () => {
  const { window } = await fallenToSse();
  await window.pass(60_000 * 29);
  await start({ transports: STREAMS }, window);
  assert.deepEqual([window.sockets.length, window.sources.at(-1).query.fallback], [1, undefined]);
});

test("after 30 minutes the next page tries WebSocket again", async () => {
  const { s, window } = await fallenToSse();
  s.close();
  await window.pass(60_000 * 30);
  await start({ transports: STREAMS }, window);
  assert.equal(window.sockets.length, 2);
});

test("so does this one, when it has to connect again", async () => {
  const { window } = await fallenToSse();
  await window.source.ends();
  await window.pass(500);
  assert.deepEqual([window.sockets.length, window.sources.length], [1, 2]);
  await window.source.ready("e-0", { recovered: true });
  for (let minute = 0; minute < 30 * 4; minute++) {
    await window.pass(15_000);
    await window.source.says("oneport:ping", {}, "e-0");
  }
  await window.source.ends();
  await window.pass(500);
  assert.equal(window.sockets.length, 2);
});

test("polling tries WebSocket again without being cut", async () => {
  const { s, window } = await start({ transports: ["websocket", "poll"] });
  await window.socket.ends();
  await window.request.answer({ ...EMPTY, nextPollMs: 30_000 });
  for (let i = 0; i < 60; i++) {
    await window.pass(30_000);
    await window.request.answer({ ...EMPTY, nextPollMs: 30_000 });
  }
  await window.pass(500);
  assert.equal(window.sockets.length, 2);
  await window.socket.accept("e-0", { recovered: true });
  assert.equal(s.transport, "websocket");
});

test("what worked at first is remembered by nobody", async () => {
  const { window } = await start();
  await window.socket.accept();
  assert.equal(window.localStorage.getItem("oneport:https://example.org/shop/events"), null);
});

test("does without storage, and with rubbish in it", async () => {
  const closed = new FakeWindow();
  Object.defineProperty(closed, "localStorage", {
    get() {
      throw new Error("SecurityError");
    },
  });
  const { s } = await fallenToSse(closed);
  assert.equal(s.state, "open");
  for (const rubbish of [
    "",
    "{",
    "null",
    '{"transport":"pigeon","until":1000001}',
    '{"transport":"sse","until":9e15}',
  ]) {
    const window = new FakeWindow();
    window.localStorage.setItem("oneport:https://example.org/shop/events", rubbish);
    await start({}, window);
    assert.equal(window.sockets.length, 1, rubbish);
  }
});

test("a remembered transport that no longer gets through gives way", async () => {
  const { s, window } = await fallenToSse();
  s.close();
  await start({ transports: STREAMS }, window);
  await window.source.refuses();
  await window.pass(500);
  assert.equal(window.sockets.length, 2);
});

// --- Heartbeat ---

test("a stream silent for 25 s is opened again, and steps down the second time within a minute", async () => {
  const { s, window } = await start({ transports: ["sse", "longpoll"] });
  await window.source.ready();
  await window.pass(24_999);
  assert.equal(s.state, "open");
  await window.pass(1);
  assert.deepEqual([s.state, s.reason], ["waiting", "heartbeat"]);
  await window.pass(500);
  await window.source.ready("e-0", { recovered: true });
  await window.pass(25_000);
  assert.equal(window.request.query.fallback, "sse:heartbeat");
  await window.request.answer(EMPTY);
  assert.equal(s.transport, "longpoll");
});

test("twice in more than a minute is no reason to step down", async () => {
  const { window } = await start({ transports: ["sse", "longpoll"] });
  await window.source.ready();
  await window.pass(25_500);
  await window.source.ready("e-0", { recovered: true });
  for (let i = 0; i < 3; i++) {
    await window.pass(15_000);
    await window.source.says("oneport:ping", {}, "e-0");
  }
  await window.pass(25_500);
  assert.deepEqual([window.sources.length, window.requests.length], [3, 0]);
});

test("events and heartbeats are life", async () => {
  const { s, window } = await start({ transports: SSE });
  await window.source.ready();
  for (let i = 1; i < 10; i++) {
    await window.pass(24_999);
    await (i % 2
      ? window.source.says("oneport:ping", {})
      : window.source.says("posts", [i], `e-${i}`));
  }
  assert.equal(s.state, "open");
});

test("the server's own heartbeat interval counts", async () => {
  const { s, window } = await start({ transports: SSE });
  await window.source.ready("e-0", { recovered: false, heartbeatMs: 60_000 });
  await window.pass(69_999);
  assert.equal(s.state, "open");
  await window.pass(1);
  assert.equal(s.state, "waiting");
});

test("a silent WebSocket is asked before it is given up", async () => {
  const { s, window } = await start();
  await window.socket.accept();
  await window.pass(15_000);
  assert.deepEqual(window.socket.sent.at(-1), { ping: 1 });
  await window.pass(9999);
  await window.socket.says({ pong: 1 });
  await window.pass(15_000);
  assert.equal(window.socket.sent.filter((message) => message.ping).length, 2);
  assert.equal(s.state, "open");
  await window.pass(10_000);
  assert.deepEqual([s.state, s.reason, window.socket.closed], ["waiting", "heartbeat", true]);
});

test("silence in a hidden page, or while the machine slept, is not held against a transport", async () => {
  for (const unseen of ["hidden", "asleep"]) {
    const { window } = await start({ transports: ["sse", "longpoll"] });
    await window.show(unseen === "hidden" ? "hidden" : "visible");
    await window.source.ready();
    for (let i = 0; i < 5; i++) {
      await (unseen === "hidden" ? window.pass(25_500) : window.sleep(31_000));
      await window.pass(500);
      await window.source.ready("e-0", { recovered: true });
    }
    assert.deepEqual([window.sources.length, window.requests.length], [6, 0], unseen);
  }
});

// --- Visible, online ---

test("a page that becomes visible asks its WebSocket, and does not wait long for the answer", async () => {
  const { s, window } = await start();
  await window.socket.accept();
  await window.show("hidden");
  assert.deepEqual(window.socket.sent.length, 1);
  await window.show("visible");
  assert.deepEqual(window.socket.sent.at(-1), { ping: 1 });
  await window.pass(4500);
  assert.deepEqual([s.state, s.reason], ["waiting", "stale"]);
});

test("a page that becomes visible opens a stream that has missed a heartbeat again at once", async () => {
  const { window } = await start({ transports: SSE });
  window.random = 0;
  await window.source.ready();
  await window.pass(16_000);
  await window.show("visible");
  await window.pass(999);
  assert.equal(window.sources.length, 1, "it may still be on its way");
  await window.pass(1);
  assert.equal(window.sources.length, 2);
});

test("a page that becomes visible polls at once", async () => {
  const { window } = await start({ transports: POLL });
  await window.request.answer({ ...EMPTY, nextPollMs: 30_000 });
  await window.show("visible");
  assert.equal(window.requests.length, 2);
  await window.show("visible");
  assert.deepEqual([window.requests.length, window.requests[1].aborted], [3, true]);
  await window.request.answer({
    events: [post(1)],
    cursor: "e-1",
    recovered: true,
    nextPollMs: 30_000,
  });
  await window.pass(29_999);
  assert.equal(window.requests.length, 3, "one loop, not three");
});

test("online: connects at once, from the top", async () => {
  const { s, window } = await fallenToSse();
  window.random = 1;
  window.navigator.onLine = false;
  await window.source.ends();
  assert.equal(s.state, "waiting");
  await window.goOnline();
  assert.equal(window.sockets.length, 2);
});

test("no failure counts while offline", async () => {
  const window = new FakeWindow();
  window.navigator.onLine = false;
  await start({ transports: STREAMS }, window);
  await window.socket.ends();
  await window.pass(500);
  assert.deepEqual([window.sockets.length, window.sources.length], [2, 0]);
});

test("on a new network what worked on the old one may fail for good", async () => {
  const window = new FakeWindow();
  window.navigator.connection = Object.assign(new EventTarget(), { type: "wifi" });
  await start({ transports: STREAMS }, window);
  await window.socket.accept();
  window.navigator.connection.dispatchEvent(new Event("change"));
  assert.equal(window.socket.sent.length, 1, "it was only another estimate");
  window.navigator.connection.type = "cellular";
  window.navigator.connection.dispatchEvent(new Event("change"));
  assert.deepEqual(window.socket.sent.at(-1), { ping: 1 });
  await window.pass(4500 + 500);
  await window.socket.ends();
  assert.equal(window.source.query.fallback, "websocket:error");
});

test("on a new network long polls wait long again", async () => {
  const { window } = await start({ transports: LONG });
  await window.request.answer(EMPTY);
  await window.request.fails();
  await window.goOnline();
  await window.request.answer(EMPTY);
  assert.equal(window.request.query.wait, "25");
});

test("having slept excuses a WebSocket until it is heard again, and no longer", async () => {
  const { window } = await start({ transports: STREAMS });
  await window.socket.accept();
  await window.sleep(60_000);
  await window.socket.says({ pong: 1 });
  await window.pass(25_500);
  await window.socket.accept("e-0", { recovered: true });
  await window.pass(25_000);
  assert.equal(window.source?.query.fallback, "websocket:heartbeat");
});

test("a token refused after stepping down is asked for without stepping up", async () => {
  const { window } = await start({ transports: ["sse", "longpoll"], token: () => "secret" });
  for (let i = 0; i < 2; i++) {
    await window.request.answer({ ticket: "t" });
    await window.source.ready("e-0", { recovered: true });
    await window.pass(25_400);
  }
  assert.equal(window.request.query.fallback, "sse:heartbeat");
  await window.request.answer({ title: "Unauthorized" }, { status: 401 });
  assert.equal(window.request.url.pathname, "/shop/events");
});

// --- Cursor ---

test("comes back with the cursor, on whichever transport", async () => {
  const { window } = await start({ transports: WS });
  await window.socket.accept("e-0");
  await window.socket.says(post(1));
  await window.socket.ends();
  await window.pass(500);
  await window.socket.open();
  assert.deepEqual(window.socket.sent, [{ subscribe: ["news"], since: "e-1", id: 2 }]);
});

test("resumes across transports, and delivers each event once", async () => {
  const { s, window, told } = await start({ transports: ["sse", "longpoll"] });
  await window.source.ready("e-0");
  await window.source.says("posts", [1], "e-1");
  await window.pass(25_500);
  assert.equal(window.source.query.lastEventId, "e-1");
  await window.source.ready("e-1", { recovered: true });
  assert.equal(s.recovered, true);
  await window.source.says("posts", [2], "e-2");
  await window.source.says("posts", [1], "e-1");
  await window.pass(25_000);
  assert.deepEqual(window.request.query, {
    room: "news",
    cursor: "e-2",
    wait: "0",
    fallback: "sse:heartbeat",
  });
  await window.request.answer({
    events: [post(2), post(10), post(9)],
    cursor: "e-10",
    recovered: true,
    nextPollMs: 0,
  });
  assert.deepEqual(told, [[1], [2], [10]]);
  assert.equal(s.recovered, true);
});

test("a place told when it comes back is not taken for one it has reached", async () => {
  const { s, window, told } = await start({ transports: WS, since: "e-1" });
  await window.socket.accept("e-3", { recovered: true });
  assert.equal(s.cursor, "e-1");
  await window.socket.says(post(2));
  await window.socket.says(post(3));
  assert.deepEqual(told, [[2], [3]]);
});

test("offsets are compared as numbers, and only within one epoch", async () => {
  const { s, window, told } = await start({ transports: WS, since: "e-9" });
  await window.socket.accept("e-9", { recovered: true });
  for (const message of [
    post(10),
    post(9),
    post(100),
    post(11),
    post(1, "f"),
    post(2, "f-1"),
    post(3, "f-1"),
  ]) {
    await window.socket.says(message);
  }
  await window.socket.says({ event: "posts", data: ["volatile"] });
  await window.socket.says({ event: "posts", data: ["volatile"] });
  assert.deepEqual(told, [[10], [100], [1], [2], [3], ["volatile"], ["volatile"]]);
  assert.equal(s.cursor, "f-1-3");
});

test("tells the page when the past is lost", async () => {
  for (const [transport, restart] of [
    ["websocket", (window) => window.socket.accept("f-7", { recovered: false, reason: "epoch" })],
    [
      "sse",
      async (window) => {
        await window.source.ready("f-7", { recovered: false, reason: "epoch" });
        await window.source.says("oneport:reset", { recovered: false, reason: "epoch" }, "f-7");
      },
    ],
    [
      "longpoll",
      (window) =>
        window.request.answer({
          events: [],
          cursor: "f-7",
          recovered: false,
          reason: "epoch",
          nextPollMs: 0,
        }),
    ],
  ]) {
    const { s, window, told } = await start({ transports: [transport], since: "e-3" });
    await restart(window);
    assert.deepEqual(told, [{ recovered: false, reason: "epoch" }], transport);
    assert.deepEqual([s.recovered, s.cursor], [false, "f-7"], transport);
  }
});

test("the first connection has no past to lose", async () => {
  const { window, told } = await start({ transports: SSE });
  await window.source.ready("e-3");
  assert.deepEqual(told, []);
});

test("a loss between two polls is told before the events after it", async () => {
  const { s, window, told } = await start({ transports: LONG });
  await window.request.answer({ ...EMPTY, cursor: "e-5" });
  await window.request.answer({
    events: [post(1, "f")],
    cursor: "f-1",
    recovered: false,
    reason: "epoch",
    nextPollMs: 0,
  });
  assert.deepEqual(told, [{ recovered: false, reason: "epoch" }, [1]]);
  assert.equal(s.cursor, "f-1");
});

// --- Tokens ---

test("a WebSocket and an EventSource carry a fresh ticket each time, never the token", async () => {
  let count = 0;
  const { window } = await start({
    transports: STREAMS,
    token: () => `secret-${++count}`,
    namespace: "/x",
  });
  assert.equal(window.request.url.href, "https://example.org/shop/events/ticket");
  assert.equal(window.request.init.method, "POST");
  assert.equal(window.request.headers.Authorization, "Bearer secret-1");
  await window.request.answer({ ticket: "t1", expiresInMs: 30_000 });
  await window.socket.open();
  assert.deepEqual(window.socket.sent, [
    { auth: { ticket: "t1" }, id: 1 },
    { subscribe: ["news"], namespace: "/x", id: 2 },
  ]);
  await window.socket.ends();
  assert.equal(window.requests.length, 2);
  assert.equal(window.request.headers.Authorization, "Bearer secret-2");
  await window.request.answer({ ticket: "t2", expiresInMs: 30_000 });
  assert.equal(window.source.query.ticket, "t2");
  await window.source.ready();
  await window.source.ends();
  await window.pass(500);
  await window.request.answer({ ticket: "t3", expiresInMs: 30_000 });
  assert.deepEqual([window.sources.length, window.source.query.ticket], [2, "t3"]);
  const urls = [...window.sockets, ...window.sources, ...window.requests].map(({ url }) =>
    String(url)
  );
  assert.deepEqual(
    urls.filter((url) => url.includes("secret")),
    []
  );
});

test("polls carry the token in a header, and no ticket", async () => {
  const { window } = await start({ transports: LONG, token: async () => "secret" });
  assert.equal(window.request.headers.Authorization, "Bearer secret");
  await window.request.answer(EMPTY);
  assert.equal(window.request.headers.Authorization, "Bearer secret");
  assert.equal(window.requests.length, 2);
  assert.equal(window.request.url.href.includes("secret"), false);
});

test("no token, no ticket", async () => {
  const { window } = await start({ token: () => null });
  assert.deepEqual([window.requests.length, window.sockets.length], [0, 1]);
});

test("a refused token is asked for once more, then the session ends with the reason", async () => {
  const asked = [];
  const token = (refused) => {
    asked.push(refused);
    return "secret";
  };
  const { s, window, states } = await start({ transports: LONG, token });
  await window.request.answer({ title: "Unauthorized", detail: "Sign in" }, { status: 401 });
  assert.deepEqual(asked, [false, true]);
  await window.request.answer({ title: "Unauthorized", detail: "Sign in" }, { status: 401 });
  assert.deepEqual(asked, [false, true]);
  assert.deepEqual(
    [s.state, s.reason, s.error],
    ["closed", "denied", { code: 401, message: "Sign in" }]
  );
  assert.equal(states.at(-1), "closed denied");
  await window.pass(3_600_000);
  assert.deepEqual([window.requests.length, window.timers], [2, 0]);
});

test("a token that expires later may be asked for once more again", async () => {
  let asked = 0;
  const { s, window } = await start({ transports: LONG, token: () => `secret-${++asked}` });
  for (let i = 1; i < 4; i++) {
    await window.request.answer(EMPTY);
    await window.pass(10_000);
    await window.request.answer({ title: "Expired" }, { status: 401 });
    assert.equal(window.request.headers.Authorization, `Bearer secret-${i + 1}`);
  }
  assert.equal(s.state, "connecting");
});

test("a refused ticket is a refused token", async () => {
  let asked = 0;
  const { s, window } = await start({ token: () => `secret-${++asked}` });
  await window.request.answer({ title: "Unauthorized" }, { status: 401 });
  assert.equal(asked, 2);
  await window.request.answer({ title: "Unauthorized" }, { status: 403 });
  assert.deepEqual(
    [s.state, s.error, window.sockets.length],
    ["closed", { code: 403, message: "Unauthorized" }, 0]
  );
});

test("a WebSocket's refusal of the identity or of the rooms is one, too", async () => {
  for (const id of [1, 2]) {
    const { s, window } = await start({ transports: WS });
    await window.socket.open();
    await window.socket.says({ error: { code: "forbidden", message: "room news" }, id });
    assert.deepEqual(
      [s.state, s.reason, s.error],
      ["closed", "denied", { code: "forbidden", message: "room news" }]
    );
    assert.equal(window.socket.closed, true);
  }
});

test("with a new token the round begins anew", async () => {
  let asked = 0;
  const { s, window } = await start({
    transports: ["sse", "longpoll"],
    token: () => `secret-${++asked}`,
  });
  await window.request.answer({ ticket: "t1" });
  await window.source.refuses();
  assert.equal(window.request.query.fallback, "sse:refused");
  await window.request.answer({ title: "Unauthorized" }, { status: 401 });
  await window.request.answer({ ticket: "t2" });
  assert.deepEqual([window.source.query.ticket, window.source.query.fallback], ["t2", undefined]);
  await window.source.ready();
  assert.equal(s.transport, "sse");
});

test("a server that can't give tickets just now is asked again later", async () => {
  const { s, window } = await start({ token: () => "secret" });
  await window.request.answer(
    { title: "Overload" },
    { status: 503, headers: { "Retry-After": "20" } }
  );
  assert.deepEqual([s.state, s.reason], ["waiting", "overload"]);
  await window.pass(22_000);
  assert.equal(window.requests.length, 2);
  await window.request.answer("oops", { status: 500 });
  assert.deepEqual([s.state, s.reason], ["waiting", "ticket_500"]);
  await window.pass(500);
  await window.request.fails();
  assert.deepEqual([s.state, s.reason], ["waiting", "token"]);
  assert.deepEqual([window.sockets.length, window.sources.length], [0, 0]);
});

test("a page that can't get a token, or never does, is asked again", async () => {
  let asked = 0;
  const { s, window } = await start({
    token: () => (++asked === 1 ? Promise.reject(new Error("offline")) : new Promise(() => {})),
  });
  assert.deepEqual([s.state, s.reason], ["waiting", "token"]);
  await window.pass(500);
  assert.equal(asked, 2);
  await window.pass(30_000 + 1000);
  assert.equal(asked, 3);
});

test("a malformed request is not repeated", async () => {
  const { s, window } = await start({ transports: POLL });
  await window.request.answer(
    { title: "Bad Request", detail: "room is too long" },
    { status: 400 }
  );
  assert.deepEqual(
    [s.state, s.reason, s.error],
    ["closed", "refused", { code: 400, message: "room is too long" }]
  );
});

test("tells that a token is about to expire", async () => {
  for (const transport of ["websocket", "sse"]) {
    const { s, window } = await start({ transports: [transport] });
    const told = [];
    s.on("oneport:token_expiring", (what) => told.push(what.expiresAt));
    if (transport === "sse") {
      await window.source.ready();
      await window.source.says("oneport:token_expiring", { expiresAt: 5 });
    } else {
      await window.socket.accept();
      await window.socket.says({ event: "oneport:token_expiring", data: [{ expiresAt: 5 }] });
      await window.socket.says({ event: "oneport:token_expiring", expiresAt: 6 });
    }
    assert.deepEqual(told, transport === "sse" ? [5] : [5, 6]);
  }
});

const EXPIRING = { event: "oneport:token_expiring", data: [{ expiresAt: 5 }] };

/** A page that counts its tokens. */
function startWithTokens(transports) {
  const asked = [];
  const token = (stale) => `secret-${asked.push(stale)}`;
  return start({ transports, token }).then((started) => ({ ...started, asked }));
}

test("a WebSocket lives on with a new token", async () => {
  const { s, window, asked } = await startWithTokens(WS);
  await window.request.answer({ ticket: "t1" });
  await window.socket.accept();
  await window.socket.says(EXPIRING);
  await window.pass(0);
  assert.deepEqual(window.socket.sent.at(-1), { renew: "secret-2" });
  assert.deepEqual(asked, [false, true]);
  await window.socket.says({ renewed: { expiresAt: 9 } });
  await window.socket.says({ error: { code: "token_expired", message: "the token has expired" } });
  assert.deepEqual([s.state, window.sockets.length, window.requests.length], ["open", 1, 1]);
});

test("an event stream lives on with a new token", async () => {
  const { s, window, asked } = await startWithTokens(SSE);
  await window.request.answer({ ticket: "t1" });
  await window.source.ready("e-0", { recovered: false, session: "s-1" });
  await window.source.says("oneport:token_expiring", { expiresAt: 5 });
  await window.pass(0);
  assert.equal(window.request.url.href, "https://example.org/shop/events/renew");
  assert.equal(window.request.init.method, "POST");
  assert.equal(window.request.headers.Authorization, "Bearer secret-2");
  assert.equal(window.request.init.body, '{"session":"s-1"}');
  await window.request.answer({ title: "The token is not good" }, { status: 401 });
  assert.deepEqual([s.state, window.sources.length, asked.length], ["open", 1, 2]);
});

test("polls go on with a new token", async () => {
  const { s, window, asked } = await startWithTokens(LONG);
  await window.request.answer({ ...EMPTY, events: [EXPIRING] });
  assert.equal(window.request.headers.Authorization, "Bearer secret-1");
  await window.pass(0);
  await window.request.answer({ ...EMPTY, events: [EXPIRING] });
  assert.equal(window.request.headers.Authorization, "Bearer secret-2");
  assert.deepEqual([s.state, asked.length], ["open", 2]);
});

test("a token that is always about to expire is renewed every 10 s, and no more often", async () => {
  const { window, asked } = await startWithTokens(WS);
  await window.request.answer({ ticket: "t1" });
  await window.socket.accept();
  for (let i = 0; i < 5; i++) {
    await window.socket.says(EXPIRING);
    await window.pass(0);
  }
  assert.deepEqual(asked, [false, true]);
  await window.pass(9_999);
  assert.deepEqual(asked, [false, true]);
  await window.pass(1);
  assert.deepEqual(asked, [false, true, true]);
});

test("a page that has no new token keeps its connection while it lasts", async () => {
  for (const token of [() => null, () => Promise.reject(new Error("offline"))]) {
    let first = true;
    const { s, window } = await start({
      transports: WS,
      token: () => (first ? ((first = false), "secret") : token()),
    });
    await window.request.answer({ ticket: "t1" });
    await window.socket.accept();
    await window.socket.says(EXPIRING);
    await window.pass(0);
    assert.equal("renew" in window.socket.sent.at(-1), false);
    s.close();
    assert.deepEqual([s.state, window.timers], ["closed", 0]);
  }
});

test("who has closed the session renews nothing", async () => {
  const { s, window, asked } = await startWithTokens(WS);
  await window.request.answer({ ticket: "t1" });
  await window.socket.accept();
  await window.socket.says(EXPIRING);
  s.close();
  await window.pass(60_000);
  assert.deepEqual([asked, window.timers], [[false], 0]);
});

// --- The page's side ---

test("listeners: off, onAny, offAny, a throwing one", async () => {
  const { s, window, told } = await start({ transports: WS });
  await window.socket.accept();
  const any = [];
  const catchAll = (...args) => any.push(args);
  const first = () => {
    throw new Error("first");
  };
  s.off("posts")
    .on("posts", first)
    .on("posts", (value) => told.push(value))
    .onAny(catchAll);
  await window.socket.says(post(1));
  assert.deepEqual(
    [told, any, window.reported.map(String)],
    [[1], [["posts", 1]], ["Error: first"]]
  );
  s.off("posts", first).offAny(catchAll);
  await window.socket.says(post(2));
  assert.deepEqual([told, any.length, window.reported.length], [[1, 2], 1, 1]);
});

test("close ends everything, also out of a listener", async () => {
  const { s, window, told, states } = await start({ transports: LONG });
  await window.request.answer(EMPTY);
  s.on("posts", () => s.close());
  await window.request.answer({
    events: [post(1), post(2)],
    cursor: "e-2",
    recovered: true,
    nextPollMs: 0,
  });
  assert.deepEqual(told, [[1]]);
  assert.equal(s.cursor, "e-1", "the second was not delivered");
  await window.goOnline();
  await window.show("visible");
  await window.pass(3_600_000);
  assert.deepEqual(
    [s.state, s.reason, window.requests.length, window.timers],
    ["closed", "client", 2, 0]
  );
  s.close();
  assert.equal(states.filter((state) => state.startsWith("closed")).length, 1);
});

test("a page that closes when told that it is open is told nothing else", async () => {
  const { s, window, told } = await start({ transports: WS, since: "e-1" });
  s.on("oneport:state", ({ state }) => state === "open" && s.close());
  await window.socket.accept("f-1", { reason: "epoch" });
  assert.deepEqual([told, s.state], [[], "closed"]);
});

test("a closed session looks at nothing, and forgets nothing for others", async () => {
  const { s, window } = await fallenToSse();
  s.close();
  await window.goOnline();
  assert.match(window.localStorage.getItem("oneport:https://example.org/shop/events"), /sse/);
});

test("is told open once, whatever else is answered", async () => {
  const { window, states } = await start({ transports: WS });
  await window.socket.accept();
  await window.socket.says({ subscribed: ["other"], cursor: "e-9", recovered: false, id: 9 });
  assert.deepEqual(states, ["open websocket"]);
});

test("close before anything has happened", async () => {
  const window = new FakeWindow();
  const s = oneport("events", { rooms: "news" }, window);
  s.close();
  await window.pass(60_000);
  assert.deepEqual([window.sockets.length, window.timers, s.state], [0, 0, "closed"]);
});

for (const transport of ["websocket", "sse", "longpoll", "poll"]) {
  test(`what a dropped ${transport} still says is not heard`, async () => {
    const { s, window, told } = await start({ transports: [transport], token: () => null });
    const [late] = [...window.sockets, ...window.sources, ...window.requests];
    s.close();
    if (late.answer) {
      await late.answer({ events: [post(1)], cursor: "e-1", recovered: true });
    } else {
      await late.says("posts", [1], "e-1");
      await late.ends();
    }
    assert.deepEqual([told, s.state, window.timers], [[], "closed", 0]);
  });
}

test("what a server garbles ends the connection, not the session", async () => {
  const { s, window } = await start({ transports: STREAMS });
  await window.socket.accept();
  await window.socket.says("{");
  assert.deepEqual([s.state, s.reason, window.socket.closed], ["waiting", "malformed", true]);
});

// --- What is served ---

const BUILT = new URL("../../../target/classes/META-INF/resources/", import.meta.url);

test("the plain script has the module's function as its one global", async () => {
  const context = vm.createContext({ URL, AbortController, EventTarget });
  vm.runInContext(readFileSync(new URL("oneport.js", BUILT), "utf8"), context);
  assert.equal(vm.runInContext("typeof oneport", context), "function");
  assert.deepEqual(
    Object.keys(context).filter(
      (name) => !["URL", "AbortController", "EventTarget"].includes(name)
    ),
    ["oneport"]
  );
  const window = new FakeWindow();
  const s = context.oneport("events", { rooms: "news" }, window);
  await settle();
  await window.socket.accept();
  assert.equal(s.state, "open");
});

test("the module has it by name and by default", async () => {
  const built = await import(new URL("oneport.mjs", BUILT));
  assert.equal(built.default, built.oneport);
  assert.deepEqual(Object.keys(built), ["default", "oneport"]);
  assert.equal(named, oneport);
});

for (const file of ["oneport.mjs", "oneport.js"]) {
  test(`${file} is below 6 kB gzipped`, () => {
    const size = gzipSync(readFileSync(new URL(file, BUILT)), { level: 6 }).length;
    assert.ok(size < 6000, `${size} bytes`);
  });
}

test("the types name what there is, and no more", () => {
  const types = readFileSync(new URL("oneport.d.ts", BUILT), "utf8");
  const s = oneport("events", { rooms: "news" }, new FakeWindow());
  s.close();
  const session = types.slice(types.indexOf("export interface Session<"));
  const members = session
    .slice(0, session.indexOf("\n}"))
    .match(/^ {2}(?:readonly )?\w+(?=[:<(])/gm);
  assert.deepEqual(
    [...new Set(members.map((member) => member.trim().replace("readonly ", "")))].sort(),
    Object.keys(s).sort()
  );
});
