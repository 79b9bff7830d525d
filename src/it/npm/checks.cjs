// What the official client is promised, over one transport setting, against the test application.
//   node checks.cjs <base address of the application> <polling|websocket|upgrade> <API key> [<default|msgpack>]
"use strict";

const assert = require("node:assert/strict");
const { WebSocket } = require("ws");
const { Application, ask, collect, connected, next, run, within } = require("./harness.cjs");
const socketChecks = require("./sockets.cjs");

const [base, setting, apiKey, parser = "default"] = process.argv.slice(2);
const app = new Application(base, setting, parser);

/** maxHttpBufferSize of the test application, the default. */
const LIMIT_BYTES = 1_000_000;

/** What the middleware of /guarded asks for. */
const LET_IN = { auth: { token: "letmein" } };

function post(path, body) {
  return within(
    fetch(new URL(path, base), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body),
    }),
    `POST ${path}`
  );
}

async function publish(message) {
  const response = await post("api/emit", { namespace: "/chat", ...message });
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}

/** Bytes in which a lost, doubled or shifted block shows. */
function bytes(length) {
  const buffer = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    buffer[i] = (i * 31 + (i >> 8) * 17) & 0xff;
  }
  return buffer;
}

function sameBytes(actual, expected) {
  // Not assert.deepEqual: on failure it would print megabytes.
  assert.equal(Buffer.isBuffer(actual), true, `bytes expected, not ${typeof actual}`);
  assert.equal(Buffer.compare(actual, expected), 0, `${actual.length} of ${expected.length} bytes`);
}

async function echo(socket, ...args) {
  const back = next(socket, "echo");
  socket.emit("echo", ...args);
  return back;
}

/** What a frame of an echo of that many bytes has around them: with MessagePack all is one frame. */
const FRAME_OVERHEAD_BYTES = { default: 0, msgpack: 52 };

/** What only one parser promises. */
const parserChecks = {
  default: {
    async "what JavaScript calls nothing is null, or absent"() {
      const socket = await app.connected("/chat");
      const args = [undefined, [undefined, NaN, Infinity], { a: undefined, b: null }];
      assert.deepEqual(await echo(socket, ...args), [null, [null, null, null], { b: null }]);
    },
    async "a date is its ISO text"() {
      const socket = await app.connected("/chat");
      const date = new Date(1700000000123);
      assert.deepEqual(await echo(socket, { date }), [{ date: "2023-11-14T22:13:20.123Z" }]);
    },
  },
  msgpack: {
    async "what JavaScript calls nothing is null, or absent"() {
      const socket = await app.connected("/chat");
      const args = [undefined, [undefined, NaN, Infinity], { a: undefined, b: null }];
      assert.deepEqual(await echo(socket, ...args), [null, [null, null, null], { b: null }]);
    },
    async "an ArrayBuffer and a view come back as bytes"() {
      const socket = await app.connected("/chat");
      const [buffer, view] = await echo(socket, new Uint8Array([1, 2]).buffer, new Uint8Array([3]));
      sameBytes(buffer, Buffer.from([1, 2]));
      sameBytes(view, Buffer.from([3]));
    },
    async "a point in time comes as a Date"() {
      const socket = await app.connected("/chat");
      const { at } = await ask(socket, "moment", 1700000000123);
      assert.deepEqual(at, new Date(1700000000123));
    },
    async "a Date is bound like its ISO text"() {
      const socket = await app.connected("/chat");
      assert.equal(await ask(socket, "millis", { at: new Date(1700000000123) }), 1700000000123);
      assert.equal(await ask(socket, "millis", { at: "2023-11-14T22:13:20.123Z" }), 1700000000123);
    },
    async "a Date that is passed on unread becomes its ISO text"() {
      const socket = await app.connected("/chat");
      assert.deepEqual(await echo(socket, new Date(0)), ["1970-01-01T00:00:00.000Z"]);
    },
    async "a client with the default parser is closed"() {
      const socket = new Application(base, setting).open("/chat");
      const [reason] = await next(socket.io, "close");
      assert.match(reason, /^transport (close|error)$/);
      socket.disconnect();
    },
    async "one publish reaches clients with MessagePack and subscribers with JSON"() {
      const socket = await app.connected("/");
      const subscriber = new WebSocket(new URL("ws", base).href.replace("http", "ws"));
      try {
        const both = collect(subscriber, "message", 2);
        await next(subscriber, "open");
        subscriber.send('{"subscribe":["news"]}');
        const answer = JSON.parse(String((await next(subscriber, "message"))[0]));
        assert.deepEqual(answer.subscribed, ["news"]);
        const [epoch, offset] = answer.cursor.split("-");
        const got = next(socket, "both");
        await publish({ namespace: "/", rooms: ["news", socket.id], event: "both", data: [{ "ü": 1.5 }] });
        assert.deepEqual(await got, [{ "ü": 1.5 }]);
        const texts = (await both).map(String);
        const cursor = `${epoch}-${Number(offset) + 1}`;
        assert.equal(texts[1], `{"event":"both","data":[{"ü":1.5}],"room":"news","cursor":"${cursor}"}`);
      } finally {
        subscriber.terminate();
      }
    },
  },
};

const transportChecks = {
  polling: {
    async "stays on polling"() {
      const socket = await app.connected("/chat");
      await echo(socket, "something to wait for");
      assert.equal(socket.io.engine.transport.name, "polling");
    },
  },
  websocket: {
    async "starts on websocket"() {
      const socket = app.open("/chat");
      let upgrades = 0;
      socket.io.on("open", () => socket.io.engine.on("upgrade", () => upgrades++));
      await connected(socket);
      await echo(socket, "something to wait for");
      assert.equal(socket.io.engine.transport.name, "websocket");
      assert.equal(upgrades, 0);
    },
    async "carries exactly the limit of bytes in one frame"() {
      const socket = await app.connected("/chat");
      const sent = bytes(LIMIT_BYTES - FRAME_OVERHEAD_BYTES[parser]);
      const [received] = await echo(socket, sent);
      sameBytes(received, sent);
    },
    async "one byte above the limit closes the connection"() {
      const socket = await app.connected("/chat");
      const disconnected = next(socket, "disconnect");
      socket.emit("echo", bytes(LIMIT_BYTES + 1 - FRAME_OVERHEAD_BYTES[parser]));
      const [reason, details] = await disconnected;
      assert.equal(reason, "transport close");
      assert.equal(details.context.code, 1009);
      assert.equal(details.context.reason, "");
    },
  },
  upgrade: {
    async "upgrades from polling to websocket"() {
      const socket = app.open("/chat");
      const upgraded = new Promise((resolve) => {
        socket.io.on("open", () => {
          const first = socket.io.engine.transport.name;
          socket.io.engine.once("upgrade", (transport) => resolve([first, transport.name]));
        });
      });
      await connected(socket);
      assert.deepEqual(await within(upgraded, "upgrade"), ["polling", "websocket"]);
      assert.equal(socket.io.engine.transport.name, "websocket");
      assert.deepEqual(await echo(socket, "after"), ["after"]);
    },
    async "refuses what is posted after the upgrade under the same session id"() {
      const socket = app.open("/chat");
      await new Promise((resolve) => {
        socket.io.on("open", () => socket.io.engine.once("upgrade", resolve));
      });
      const url = `${base}socket.io/?EIO=4&transport=polling&sid=${socket.io.engine.id}`;
      const response = await within(fetch(url, { method: "POST", body: "4x" }), "POST");
      assert.equal(response.status, 400);
      assert.deepEqual(await response.json(), { code: 3, message: "Bad request" });
      assert.deepEqual(await echo(socket, "alive"), ["alive"]);
    },
  },
};

const checks = {
  ...transportChecks[setting],
  ...parserChecks[parser],
  ...socketChecks(app, setting),

  async "connects with auth and query"() {
    const socket = await app.connected("/chat", {
      auth: { token: "t-1", nested: { list: [1, 2] } },
      query: { colour: "bleu ciel", x: "é&=" },
      extraHeaders: { "X-Check": "on" },
    });
    assert.equal(typeof socket.id, "string");
    const seen = await ask(socket, "whoami");
    assert.equal(seen.id, socket.id);
    assert.notEqual(seen.id, socket.io.engine.id, "the secret session id is no socket id");
    assert.deepEqual(seen.auth, { token: "t-1", nested: { list: [1, 2] } });
    assert.equal(seen.query.colour, "bleu ciel");
    assert.equal(seen.query.x, "é&=");
    assert.equal(seen.query.EIO, "4");
    assert.match(seen.address, /^(::ffff:)?127\.0\.0\.1$|^::1$/);
  },

  async "gets what the connection handler emits, after connect"() {
    const socket = app.open("/chat");
    const order = [];
    socket.on("connect", () => order.push("connect"));
    const welcome = next(socket, "welcome").then(([value]) => {
      order.push("welcome");
      return value;
    });
    assert.deepEqual(await welcome, { id: socket.id });
    assert.deepEqual(order, ["connect", "welcome"]);
  },

  async "echoes every kind of JSON"() {
    const socket = await app.connected("/chat");
    const args = [
      null, true, false, 0, 1, -1, 1.5, 1e-9, 9007199254740991, -9007199254740991, "", "text",
      [], [[]], {}, { a: { b: [null, { c: "d" }] } }, { "": 0, "key with \"quotes\"": "\\" },
    ];
    assert.deepEqual(await echo(socket, ...args), args);
  },

  async "echoes an event without arguments"() {
    const socket = await app.connected("/chat");
    assert.deepEqual(await echo(socket), []);
  },

  async "echoes unicode"() {
    const socket = await app.connected("/chat");
    const args = [
      "žluťoučký kůň", "日本語", "🎉👩‍👩‍👧‍👦", "\u0000\u0001\u001e\u001f\u007f", "\u2028\u2029", "\ufeff",
      "\ud7ff\ue000\uffff", { "ключ": "значение" },
    ];
    assert.deepEqual(await echo(socket, ...args), args);
  },

  async "echoes long text of which a character takes three bytes"() {
    const socket = await app.connected("/chat");
    // Within the limit also where it travels as base64.
    const text = "€".repeat(parser === "msgpack" ? 240_000 : 300_000);
    const [back] = await echo(socket, text);
    assert.equal(back === text, true, `${back.length} of ${text.length} characters`);
  },

  async "echoes binary as large as every transport carries"() {
    const socket = await app.connected("/chat");
    // In a polling payload: base64, and perhaps in the same payload the event that it belongs to.
    const sent = bytes(((LIMIT_BYTES - 200) / 4) * 3);
    const [received] = await echo(socket, sent);
    sameBytes(received, sent);
  },

  async "echoes several attachments in nested arguments"() {
    const socket = await app.connected("/chat");
    const [first, list] = await echo(
      socket,
      { name: "one", data: bytes(3) },
      [bytes(0), { deep: { data: bytes(70_000) } }, "text between", bytes(1)]
    );
    assert.equal(first.name, "one");
    sameBytes(first.data, bytes(3));
    sameBytes(list[0], bytes(0));
    sameBytes(list[1].deep.data, bytes(70_000));
    assert.equal(list[2], "text between");
    sameBytes(list[3], bytes(1));
  },

  async "server acknowledges"() {
    const socket = await app.connected("/chat");
    assert.equal(await ask(socket, "sum", { a: 20, b: 22 }), 42);
  },

  async "server acknowledges with binary"() {
    const socket = await app.connected("/chat");
    sameBytes(await ask(socket, "reverse", Buffer.from([1, 2, 3])), Buffer.from([3, 2, 1]));
  },

  async "a hundred acknowledgements under way find their way back"() {
    const socket = await app.connected("/chat");
    const answers = Array.from({ length: 100 }, (_, i) => ask(socket, "sum", { a: i, b: 1000 }));
    assert.deepEqual(await Promise.all(answers), Array.from({ length: 100 }, (_, i) => i + 1000));
  },

  async "an acknowledgement that never comes times out"() {
    const socket = await app.connected("/chat");
    await assert.rejects(socket.timeout(100).emitWithAck("never"), {
      message: "operation has timed out",
    });
    assert.equal(await ask(socket, "sum", { a: 1, b: 1 }), 2);
  },

  async "client acknowledges a handler that waits for it"() {
    const socket = await app.connected("/chat");
    socket.on("question", (number, ack) => ack(number * 7));
    assert.deepEqual(await ask(socket, "ask", { timeoutMillis: 20_000 }), { answer: 42 });
  },

  async "server's wait for an acknowledgement times out"() {
    const socket = await app.connected("/chat");
    assert.deepEqual(await ask(socket, "ask", { timeoutMillis: 100 }), { timedOut: true });
  },

  async "a handler that throws harms nobody"() {
    const socket = await app.connected("/chat");
    socket.emit("boom");
    assert.deepEqual(await echo(socket, "still here"), ["still here"]);
  },

  async "a slow handler delays no other namespace of its connection"() {
    const slow = await app.connected("/chat");
    const other = await app.beside(slow, "/guarded", LET_IN);
    const name = "h" + slow.id.replace(/\W/g, "");
    const released = ask(slow, "hold", name);
    assert.deepEqual(await echo(other, "not delayed"), ["not delayed"]);
    // Until the handler runs there is nothing to release: ask again.
    let done = false;
    released.finally(() => (done = true)).catch(() => {});
    while (!done) {
      await post(`it/release/${name}`, {});
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(await released, "released");
  },

  async "rooms: members get it, the sender and others do not"() {
    const [sender, member, other] = await Promise.all([1, 2, 3].map(() => app.connected("/chat")));
    const room = "r-" + sender.id;
    assert.deepEqual(await ask(sender, "join", room), [room, "lobby"].sort());
    assert.deepEqual(await ask(member, "join", room), [room, "lobby"].sort());
    const seen = { sender: [], member: [], other: [] };
    for (const [who, socket] of Object.entries({ sender, member, other })) {
      socket.on("said", (text) => seen[who].push(text));
    }
    const fences = [sender, member, other].map((s) => fence(s, "fence-" + room));
    assert.equal(await ask(sender, "say", { room, text: "hello" }), "ok");
    sender.emit("shout", "fence-" + room);
    await Promise.all(fences);
    assert.deepEqual(seen, { sender: [], member: ["hello"], other: [] });

    assert.deepEqual(await ask(member, "leave", room), ["lobby"]);
    const fencesAfter = [sender, member, other].map((s) => fence(s, "after-" + room));
    assert.equal(await ask(sender, "say", { room, text: "gone" }), "ok");
    sender.emit("shout", "after-" + room);
    await Promise.all(fencesAfter);
    assert.deepEqual(seen, { sender: [], member: ["hello"], other: [] });
  },

  async "an HTTP publish reaches its room and nobody else"() {
    const [member, other] = await Promise.all([1, 2].map(() => app.connected("/chat")));
    const room = "p-" + member.id;
    await ask(member, "join", room);
    const seen = { member: [], other: [] };
    member.on("order", (...args) => seen.member.push(args));
    other.on("order", (...args) => seen.other.push(args));
    const fences = [member, other].map((s) => fence(s, "fence-" + room));
    await publish({ rooms: [room], event: "order", data: [{ id: 1, "naïve": "ż" }, 2, null] });
    await publish({ event: "shouted", data: ["fence-" + room] });
    await Promise.all(fences);
    assert.deepEqual(seen, { member: [[{ id: 1, "naïve": "ż" }, 2, null]], other: [] });
  },

  async "a client makes a namespace that a pattern allows, and it goes with its last client"() {
    await command("namespaces/dynamic");
    const name = `/dynamic-${process.pid}${Date.now()}`;
    const first = await app.connected(name);
    const second = await app.connected(name);
    assert.equal(await ask(first, "where"), name);
    assert.ok((await children()).includes(name));
    first.disconnect();
    assert.equal(await ask(second, "where"), name);
    second.disconnect();
    await eventually(async () => !(await children()).includes(name), `${name} is gone`);
    assert.equal(await ask(await app.connected(name), "where"), name);
  },

  async "a name that no pattern allows is an invalid namespace"() {
    await command("namespaces/dynamic");
    const [error] = await next(app.open("/dynamic-x"), "connect_error");
    assert.equal(error.message, "Invalid namespace");
  },

  async "a parent emits to all its children"() {
    await command("namespaces/dynamic");
    const number = `${process.pid}${Date.now()}`;
    const sockets = await Promise.all([1, 2].map((i) => app.connected(`/dynamic-${i}${number}`)));
    const ticks = sockets.map((socket) => until(socket, "tick", number));
    await command("namespaces/tick", { other: number });
    await Promise.all(ticks);
  },

  async "everybody in a room is asked, and all answers come back"() {
    const { room, sockets } = await roomOf(3);
    sockets.forEach((socket, i) => socket.on("confirm", (number, ack) => ack(number + i)));
    const { answers, missing } = await command("namespaces/confirm", { room, timeoutMillis: 20_000 });
    assert.deepEqual(answers.sort(), [20, 21, 22]);
    assert.deepEqual(missing, []);
    assert.deepEqual(
      await command("namespaces/confirm", { room: "nobody-" + room, timeoutMillis: 20_000 }),
      { answers: [], missing: [] }
    );
  },

  async "who does not answer in time is named beside the answers of the others"() {
    const { room, sockets } = await roomOf(2);
    sockets[0].on("confirm", (number, ack) => ack(number + 1));
    assert.deepEqual(await command("namespaces/confirm", { room, timeoutMillis: 500 }), {
      answers: [21],
      missing: [sockets[1].id],
    });
  },

  async "sockets are fetched, each is emitted to, and moved between rooms"() {
    const { room, sockets } = await roomOf(2);
    const ids = sockets.map((socket) => socket.id).sort();
    assert.deepEqual(await command("namespaces/fetch", { room }), ids);
    const each = sockets.map((socket) => next(socket, "each"));
    await command("namespaces/each", { room });
    assert.deepEqual(
      await Promise.all(each),
      // Its own, the lobby and this one.
      sockets.map((socket) => [socket.id, 3])
    );
    const other = "other-" + room;
    await command("namespaces/join", { room, other });
    assert.deepEqual(await command("namespaces/fetch", { room: other }), ids);
    await command("namespaces/leave", { room, other });
    assert.deepEqual(await command("namespaces/fetch", { room: other }), []);
  },

  async "a room is disconnected from its namespace, or from everything"() {
    const { room, sockets } = await roomOf(1);
    const [socket] = sockets;
    const beside = await app.beside(socket, "/guarded", LET_IN);
    const left = next(socket, "disconnect");
    await command("namespaces/disconnect", { room });
    assert.equal((await left)[0], "io server disconnect");
    assert.deepEqual(await echo(beside, "stays"), ["stays"]);

    const again = await roomOf(1);
    const closed = next(again.sockets[0].io, "close");
    await command("namespaces/close", { room: again.room });
    await closed;
  },

  async "injected server and namespace emit from a JAX-RS resource"() {
    const socket = await app.connected("/chat");
    const text = "x-" + socket.id;
    const injected = until(socket, "injected", text);
    const qualified = until(socket, "qualified", text);
    assert.ok((await post("it/emit", { text })).ok);
    assert.ok((await post("it/chat", { text })).ok);
    await Promise.all([injected, qualified]);
  },

  async "middleware refuses with message and data"() {
    const socket = app.open("/guarded", { auth: { token: "wrong" } });
    const [error] = await next(socket, "connect_error");
    assert.equal(error.message, "not authorised");
    assert.deepEqual(error.data, { code: "E401", hint: "send auth.token" });
    assert.equal(socket.connected, false);
    assert.equal(socket.active, false, "a refused client does not come again by itself");

    socket.auth = { token: "letmein" };
    socket.connect();
    await connected(socket);
    assert.deepEqual(await echo(socket, "in"), ["in"]);
  },

  async "an unknown namespace is refused"() {
    const socket = app.open("/no-such-namespace");
    const [error] = await next(socket, "connect_error");
    assert.equal(error.message, "Invalid namespace");
  },

  async "several namespaces share one connection"() {
    const chat = await app.connected("/chat");
    const engine = chat.io.engine;
    const guarded = await app.beside(chat, "/guarded", LET_IN);
    const root = await app.beside(chat, "/");
    assert.equal(chat.io.engine === engine && root.io.engine === engine, true);
    assert.equal(new Set([chat.id, guarded.id, root.id]).size, 3);
    assert.deepEqual(await echo(guarded, "guarded"), ["guarded"]);
    guarded.disconnect();
    assert.deepEqual(await echo(chat, "still here"), ["still here"]);
    assert.deepEqual(await echo(await app.beside(chat, "/guarded", LET_IN), "back"), ["back"]);
    assert.equal(chat.io.engine === engine, true);
  },

  async "server disconnects the socket"() {
    const socket = await app.connected("/chat");
    const other = await app.beside(socket, "/guarded", LET_IN);
    const disconnected = next(socket, "disconnect");
    socket.emit("kick");
    assert.equal((await disconnected)[0], "io server disconnect");
    assert.equal(socket.active, false);
    assert.deepEqual(await echo(other, "other namespace"), ["other namespace"]);
  },

  async "server disconnects the client with all its namespaces"() {
    const socket = await app.connected("/chat");
    const other = await app.beside(socket, "/guarded", LET_IN);
    const disconnected = [next(socket, "disconnect"), next(other, "disconnect")];
    const closed = next(socket.io.engine, "close");
    socket.emit("kickClient");
    for (const each of disconnected) {
      assert.equal((await each)[0], "io server disconnect");
    }
    await closed;
  },

  async "the reason of a disconnect reaches the application"() {
    const watcher = await app.connected("/chat");
    for (const [leave, reason] of [
      [(s) => s.disconnect(), "client namespace disconnect"],
      [(s) => s.io.engine.close(), "transport close"],
      [(s) => s.emit("kick"), "server namespace disconnect"],
    ]) {
      const socket = await app.connected("/chat");
      const id = socket.id;
      const left = until(watcher, "left", (value) => value.id === id);
      leave(socket);
      assert.equal((await left).reason, reason);
    }
  },

  async "fifty messages each way, one every 2 ms from the start, arrive in order"() {
    const socket = app.open("/chat");
    const expected = Array.from({ length: 50 }, (_, i) => i);
    const counted = collect(socket, "counted", 50);
    await connected(socket);
    socket.emit("count", 50);
    for (const i of expected) {
      socket.emit("collect", i);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.deepEqual(await counted, expected);
    assert.deepEqual(await ask(socket, "collected"), expected);
    if (setting === "upgrade") {
      while (socket.io.engine.transport.name !== "websocket") {
        await next(socket.io.engine, "upgrade");
      }
    }
  },

  async "a thousand events at once arrive in order"() {
    const socket = await app.connected("/chat");
    const back = collect(socket, "echo", 1000);
    for (let i = 0; i < 1000; i++) {
      socket.emit("echo", i);
    }
    assert.deepEqual(await back, Array.from({ length: 1000 }, (_, i) => i));
  },

  async "a hundred threads emit to one socket: nothing lost, each thread's order kept"() {
    const socket = await app.connected("/chat");
    const threads = 100;
    const each = 50;
    const last = new Array(threads).fill(-1);
    const disorder = [];
    let count = 0;
    const all = new Promise((resolve) => {
      socket.on("torture", (thread, number) => {
        if (number !== last[thread] + 1) {
          disorder.push({ thread, number, after: last[thread] });
        }
        last[thread] = number;
        if (++count === threads * each) {
          resolve();
        }
      });
    });
    assert.ok((await post("it/torture", { socket: socket.id, threads, each })).ok);
    await within(all, `${threads * each} events`).catch((late) => {
      late.message += `, ${count} came`;
      throw late;
    });
    assert.deepEqual(disorder.slice(0, 5), []);
    assert.deepEqual(await echo(socket, "the end"), ["the end"]);
    assert.equal(count, threads * each);
  },
};

/** Asks a resource of the test application for something. */
async function command(path, wish = {}) {
  const response = await post(`it/${path}`, { room: "", timeoutMillis: 0, other: "", ...wish });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

async function children() {
  return (await within(fetch(new URL("it/namespaces/dynamic", base)), "children")).json();
}

/** Sockets of /chat that are in a room of their own. */
async function roomOf(count) {
  const sockets = await Promise.all(
    Array.from({ length: count }, () => app.connected("/chat"))
  );
  const room = "n-" + sockets[0].id;
  await Promise.all(sockets.map((socket) => ask(socket, "join", room)));
  return { room, sockets };
}

/** Resolves once the condition holds. */
async function eventually(condition, what) {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Resolves once `shouted` brings this text: what was sent to the socket before has then arrived. */
function fence(socket, text) {
  return until(socket, "shouted", text);
}

/** The value of the first `event` that is, or satisfies, `wanted`. */
function until(socket, event, wanted) {
  const matches = typeof wanted === "function" ? wanted : (value) => value === wanted;
  const found = new Promise((resolve) => {
    socket.on(event, function listener(value) {
      if (matches(value)) {
        socket.off(event, listener);
        resolve(value);
      }
    });
  });
  return within(found, `${event} ${wanted}`);
}

run(checks, () => app.closeAll());
