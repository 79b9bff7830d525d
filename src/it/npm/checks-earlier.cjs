// What earlier official clients are promised: version 2, which speaks Engine.IO 3, and version 3.
//   node checks-earlier.cjs <base address> <polling|websocket|upgrade> <2|3> <API key>
"use strict";

const assert = require("node:assert/strict");
const { Application, collect, next, run, within } = require("./harness.cjs");

const [base, setting, version, apiKey] = process.argv.slice(2);

/** Where the versions differ. */
const { io, protocol, withToken, refused } = {
  2: {
    io: require("socket.io-client-2"),
    protocol: "3",
    // Its way to say something to one namespace: the query behind the namespace.
    withToken: (token) => ({ query: { token } }),
    refused: async (socket) => (await next(socket, "error"))[0],
  },
  3: {
    io: require("socket.io-client-3").io,
    protocol: "4",
    withToken: (token) => ({ auth: { token } }),
    refused: async (socket) => (await next(socket, "connect_error"))[0],
  },
}[version];

const app = new Application(base, setting, "default", io);

async function connected(namespace, options) {
  const socket = app.open(namespace, options);
  await next(socket, "connect");
  return socket;
}

/** In one more namespace of a connection. */
async function beside(socket, namespace, options) {
  const another = socket.io.socket(namespace, options);
  await next(another, "connect");
  return another;
}

function ask(socket, event, ...args) {
  return within(new Promise((done) => socket.emit(event, ...args, done)), `ack of ${event}`);
}

async function echo(socket, ...args) {
  const back = next(socket, "echo");
  socket.emit("echo", ...args);
  return back;
}

function bytes(length) {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 17) & 0xff));
}

function sameBytes(actual, expected) {
  assert.equal(Buffer.isBuffer(actual), true, `bytes expected, not ${typeof actual}`);
  assert.equal(Buffer.compare(actual, expected), 0, `${actual.length} of ${expected.length} bytes`);
}

const checks = {
  async "uses the transport asked for"() {
    const socket = await connected("/chat");
    const last = setting === "upgrade" ? "websocket" : setting;
    while (socket.io.engine.transport.name !== last) {
      await next(socket.io.engine, "upgrade");
    }
    assert.deepEqual(await echo(socket, "still here"), ["still here"]);
    assert.equal(socket.io.engine.transport.name, last);
  },

  async "knows its id, and the server what it said"() {
    const socket = await connected("/chat", withToken("t-1"));
    const seen = await ask(socket, "whoami");
    assert.equal(seen.id, socket.id);
    assert.equal(seen.query.EIO, protocol);
    assert.deepEqual(seen.auth, { token: "t-1" });
    if (version === "2") {
      assert.equal(socket.id, "/chat#" + socket.io.engine.id);
    }
  },

  async "is in the main namespace"() {
    const socket = await connected("/");
    assert.equal(socket.connected, true);
    if (version === "2") {
      assert.equal(socket.id, socket.io.engine.id);
    }
  },

  async "gets what the connection handler emits"() {
    const socket = app.open("/chat");
    const [welcome] = await next(socket, "welcome");
    assert.deepEqual(welcome, { id: socket.id });
  },

  async "echoes JSON and unicode"() {
    const socket = await connected("/chat");
    const args = [
      null, true, 0, -1, 1.5, 9007199254740991, "", [], [[]], {}, { a: { b: [null, { c: "d" }] } },
      "žluťoučký kůň", "日本語", "🎉👩‍👩‍👧‍👦", "\u0000\u0001\u001e\u007f", "\u2028\u2029", "6:4x", "\\n\n",
      { "ключ": "значение" },
    ];
    assert.deepEqual(await echo(socket, ...args), args);
    assert.deepEqual(await echo(socket), []);
  },

  async "echoes large text"() {
    const socket = await connected("/chat");
    const text = "€".repeat(200_000);
    const [back] = await echo(socket, text);
    assert.equal(back === text, true, `${back.length} of ${text.length} characters`);
  },

  async "echoes binary, also nested and several"() {
    const socket = await connected("/chat");
    const [one] = await echo(socket, bytes(500_000));
    sameBytes(one, bytes(500_000));
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

  async "text and binary of one payload keep their order"() {
    const socket = await connected("/chat");
    const back = collect(socket, "echo", 60);
    for (let i = 0; i < 60; i++) {
      socket.emit("echo", i % 3 === 0 ? Buffer.from([i]) : `€${i}`);
    }
    assert.deepEqual(
      (await back).map((each) => (Buffer.isBuffer(each) ? each[0] : each)),
      Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? i : `€${i}`))
    );
  },

  async "acknowledgements go both ways"() {
    const socket = await connected("/chat");
    assert.equal(await ask(socket, "sum", { a: 20, b: 22 }), 42);
    sameBytes(await ask(socket, "reverse", Buffer.from([1, 2, 3])), Buffer.from([3, 2, 1]));
    socket.on("question", (number, ack) => ack(number * 7));
    assert.deepEqual(await ask(socket, "ask", { timeoutMillis: 20_000 }), { answer: 42 });
  },

  async "rooms and publishing reach members only, of every version"() {
    const current = new Application(base, setting);
    try {
      const [sender, member, other] = await Promise.all([1, 2, 3].map(() => connected("/chat")));
      const young = await current.connected("/chat");
      const room = "e-" + sender.id;
      assert.deepEqual(await ask(member, "join", room), [room, "lobby"].sort());
      await ask(young, "join", room);
      const seen = { sender: [], member: [], other: [], young: [] };
      for (const [who, socket] of Object.entries({ sender, member, other, young })) {
        socket.on("said", (text) => seen[who].push(text));
      }
      assert.equal(await ask(sender, "say", { room, text: "hello" }), "ok");
      const fences = [sender, member, other, young].map((socket) => fence(socket, room));
      const response = await fetch(new URL("api/emit", base), {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ namespace: "/chat", rooms: [room], event: "said", data: ["news"] }),
      });
      assert.ok(response.ok, `${response.status} ${await response.text()}`);
      sender.emit("shout", room);
      await Promise.all(fences);
      assert.deepEqual(seen, {
        sender: [],
        member: ["hello", "news"],
        other: [],
        young: ["hello", "news"],
      });
    } finally {
      current.closeAll();
    }
  },

  async "is refused with the data of the application"() {
    const error = await refused(app.open("/guarded", withToken("wrong")));
    const data = { code: "E401", hint: "send auth.token" };
    if (version === "2") {
      assert.deepEqual(error, data);
    } else {
      assert.equal(error.message, "not authorised");
      assert.deepEqual(error.data, data);
    }
    const socket = await connected("/guarded", withToken("letmein"));
    assert.deepEqual(await echo(socket, "in"), ["in"]);
  },

  async "an unknown namespace is refused"() {
    const error = await refused(app.open("/no-such-namespace"));
    assert.equal(error.message, "Invalid namespace");
  },

  async "several namespaces share one connection"() {
    const chat = await connected("/chat");
    const engine = chat.io.engine;
    const guarded = await beside(chat, "/guarded", withToken("letmein"));
    assert.equal(chat.io.engine === engine && guarded.io.engine === engine, true);
    assert.notEqual(guarded.id, chat.id);
    assert.deepEqual(await echo(guarded, "guarded"), ["guarded"]);
    guarded.disconnect();
    assert.deepEqual(await echo(chat, "still here"), ["still here"]);
  },

  async "the server disconnects"() {
    const socket = await connected("/chat");
    const disconnected = next(socket, "disconnect");
    socket.emit("kick");
    assert.equal((await disconnected)[0], "io server disconnect");

    const another = await connected("/chat");
    const closed = next(another.io.engine, "close");
    const gone = next(another, "disconnect");
    another.emit("kickClient");
    assert.equal((await gone)[0], "io server disconnect");
    await closed;
  },

  async "the reason of a disconnect reaches the application"() {
    const watcher = await connected("/chat");
    for (const [leave, reason] of [
      [(s) => s.disconnect(), "client namespace disconnect"],
      [(s) => s.io.engine.close(), "transport close"],
      [(s) => s.emit("kick"), "server namespace disconnect"],
    ]) {
      const socket = await connected("/chat");
      const id = socket.id;
      const left = within(
        new Promise((done) => watcher.on("left", (value) => value.id === id && done(value))),
        "left"
      );
      leave(socket);
      assert.equal((await left).reason, reason);
    }
  },

  async "comes back after the connection broke"() {
    const socket = await connected("/chat", { reconnection: true, reconnectionDelay: 10 });
    const id = socket.id;
    const back = next(socket, "connect");
    socket.io.engine.close();
    await back;
    assert.notEqual(socket.id, id);
    assert.deepEqual(await echo(socket, "back"), ["back"]);
  },

  async "fifty messages each way, one every 2 ms from the start, arrive in order"() {
    const socket = app.open("/chat");
    const expected = Array.from({ length: 50 }, (_, i) => i);
    const counted = collect(socket, "counted", 50);
    socket.emit("count", 50);
    for (const i of expected) {
      socket.emit("collect", i);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.deepEqual(await counted, expected);
    assert.deepEqual(await ask(socket, "collected"), expected);
  },
};

/** All that was sent before it has arrived when it does. */
function fence(socket, text) {
  return within(
    new Promise((done) => socket.on("shouted", (seen) => seen === text && done())),
    "fence"
  );
}

run(checks, () => app.closeAll());
