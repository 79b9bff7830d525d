// What one socket of the server promises: every form of emit, catch-all handlers, middleware, the
// handshake, and the end. To be run with the checks of checks.cjs.
"use strict";

const assert = require("node:assert/strict");
const { ask, next, within } = require("./harness.cjs");

const BYTES = Buffer.from([1, 2, 3]);

module.exports = function socketChecks(app, setting) {
  /** Connected, and on the transport on which it stays. */
  async function settled(options) {
    const socket = app.open("/sockets", options);
    const upgraded =
      setting === "upgrade"
        ? new Promise((resolve) => {
            socket.io.on("open", () => socket.io.engine.once("upgrade", resolve));
          })
        : Promise.resolve();
    await next(socket, "connect");
    await within(upgraded, "upgrade");
    return socket;
  }

  /** What of several volatile events came. */
  async function volatiles(how) {
    const socket = await settled();
    const seen = [];
    socket.on("v", (...args) => seen.push(args));
    const end = next(socket, "settled");
    socket.emit("volatile", how);
    await end;
    return seen;
  }

  /** How those who watch see the end of one. */
  function endOf(watcher, id, event) {
    return within(
      new Promise((resolve) => {
        watcher.on(event, function listener(end) {
          if (end.id === id) {
            watcher.off(event, listener);
            resolve(end);
          }
        });
      }),
      `${event} ${id}`
    );
  }

  const ends = {
    "client namespace disconnect": [(socket) => socket.disconnect(), null],
    "server namespace disconnect": [(socket) => socket.emit("kick"), null],
    "transport close": [(socket) => socket.io.engine.close(), null],
    "forced close": [(socket) => socket.io.engine.write("9"), null],
    "forced server close": [
      (socket) => socket.io._packet({ type: 0, nsp: "/sockets", data: {} }),
      "a second CONNECT for a namespace",
    ],
    "parse error": [(socket) => rubbish(socket), /./],
  };

  /** An Engine.IO packet that none is. */
  function rubbish(socket) {
    const engine = socket.io.engine;
    if (engine.transport.name === "websocket") {
      engine.transport.ws.send("x");
    } else {
      const url = `${app.base}socket.io/?EIO=4&transport=polling&sid=${engine.id}`;
      fetch(url, { method: "POST", body: "x" }).catch(() => {});
    }
  }

  return {
    async "volatile: one that the client can take is sent"() {
      assert.deepEqual(await volatiles("one"), [[1]]);
    },

    async "volatile: of two in one moment exactly one is sent"() {
      assert.deepEqual(await volatiles("two"), [[1]]);
    },

    async "volatile: of two with attachments exactly one is sent, whole"() {
      assert.deepEqual(await volatiles("binary"), [[1, BYTES, { deep: BYTES }]]);
    },

    async "volatile: after another event in one moment nothing is sent"() {
      assert.deepEqual(await volatiles("after another"), [[1]]);
    },

    async "volatile: of two broadcasts in one moment exactly one is sent"() {
      assert.deepEqual(await volatiles("broadcast"), [[1, BYTES]]);
    },

    async "send is the event message, both ways"() {
      const socket = await app.connected("/sockets");
      const back = next(socket, "message");
      socket.send("a", { b: 1 });
      assert.deepEqual(await back, ["a", { b: 1 }]);
    },

    async "what is not to be compressed arrives"() {
      const socket = await app.connected("/sockets");
      const text = "compressible ".repeat(1000);
      const back = next(socket, "uncompressed");
      socket.emit("uncompressed", text, BYTES);
      assert.deepEqual(await back, [text, BYTES]);
    },

    async "catch-all handlers see what comes and what goes"() {
      const socket = await app.connected("/sockets");
      const back = next(socket, "message");
      socket.emit("nobody listens", 1, 2);
      socket.send("a", BYTES);
      await back;
      assert.deepEqual(await ask(socket, "seen"), [
        "any nobody listens 2",
        "any message 2",
        "out message 2",
        "any seen 0",
      ]);
    },

    async "socket middleware changes, refuses, and takes its time"() {
      const socket = await app.connected("/sockets");
      socket.emit("forbidden", "x");
      assert.equal(await ask(socket, "renamed", "old"), "handled");
      assert.equal(await ask(socket, "slow", "s"), "handled");
      assert.deepEqual(await ask(socket, "seen"), [
        "any forbidden 1",
        "error not for you",
        "any renamed 1",
        "handled 2 new",
        "any slow 1",
        "handled 1 s",
        "any seen 0",
      ]);
    },

    async "a handler for once is called once"() {
      const socket = await app.connected("/sockets");
      assert.equal(await ask(socket, "once", "first"), "handled");
      await assert.rejects(socket.timeout(100).emitWithAck("once", "second"));
    },

    async "the handshake has the reference's form"() {
      const socket = await settled({
        auth: { token: "t", list: [1] },
        query: { colour: "bleu ciel" },
        extraHeaders: { Origin: new URL(app.base).origin, "X-Check": "on" },
      });
      const handshake = await ask(socket, "handshake");
      assert.deepEqual(Object.keys(handshake), [
        "headers", "time", "address", "xdomain", "secure", "issued", "url", "query", "auth",
      ]);
      assert.equal(handshake.headers["x-check"], "on");
      assert.equal(handshake.headers.host, app.base.host);
      assert.equal(Math.floor(handshake.issued / 1000) * 1000, Date.parse(handshake.time));
      assert.ok(Math.abs(Date.now() - handshake.issued) < 60_000);
      assert.match(handshake.address, /^(::ffff:)?127\.0\.0\.1$|^::1$/);
      assert.equal(handshake.xdomain, true);
      assert.equal(handshake.secure, false);
      assert.equal(handshake.query.EIO, "4");
      assert.equal(handshake.query.transport, setting === "websocket" ? "websocket" : "polling");
      assert.equal(handshake.query.colour, "bleu ciel");
      assert.ok(handshake.url.startsWith(app.base.pathname + "socket.io/?"), handshake.url);
      assert.deepEqual(handshake.auth, { token: "t", list: [1] });
    },

    async "every end has its reason: rooms are there while leaving, and gone after"() {
      const watcher = await app.connected("/sockets");
      await ask(watcher, "watch");
      for (const [reason, [end, description]] of Object.entries(ends)) {
        const socket = await settled();
        const id = socket.id;
        const leaving = endOf(watcher, id, "leaving");
        const left = endOf(watcher, id, "left");
        end(socket);
        for (const [seen, rooms] of [
          [await leaving, [id, "room"].sort()],
          [await left, []],
        ]) {
          assert.equal(seen.reason, reason);
          assert.deepEqual(seen.rooms, rooms);
          assert.equal(seen.connected, false);
          if (description instanceof RegExp) {
            assert.match(String(seen.description), description);
          } else {
            assert.equal(seen.description, description);
          }
        }
      }
    },
  };
};
