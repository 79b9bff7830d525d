// Clients that are cut off again and again, by a TCP proxy between them and the test application.
//   node recovery.cjs <base address of the application> <polling|websocket|upgrade>
"use strict";

const assert = require("node:assert/strict");
const { CuttingProxy } = require("./cutting-proxy.cjs");
const { Application, ask, connected, next, run } = require("./harness.cjs");

const [base, setting] = process.argv.slice(2);
const direct = new Application(base, setting);

/** At least so many; more until everybody was cut off often enough. */
const EVENTS = 3_000;
const CONNECTIONS = 12;

/** Nobody is so far behind that the server may forget what it needs. */
const AHEAD = 2_000;
const DIRECT_EVENTS = 500;
const CLIENTS = 3;
const PATIENCE_MILLIS = 100_000;

/**
 * Comes back at once. The timeout is for connections that are cut between the WebSocket handshake
 * and the first packet: the client does not notice such a cut.
 */
const EAGER = {
  timeout: 2_000,
  reconnection: true,
  reconnectionDelay: 5,
  reconnectionDelayMax: 20,
  randomizationFactor: 0.5,
};

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const random = (from, to) => from + Math.floor(Math.random() * (to - from));

const proxies = [];

async function throughProxy() {
  const proxy = new CuttingProxy(base);
  proxies.push(proxy);
  return { proxy, app: new Application(await proxy.listen(), setting) };
}

const apps = [];

/** A client that keeps what it gets, in a room of its own kind. */
async function member(app, room) {
  apps.push(app);
  const socket = app.open("/chat", EAGER);
  const seen = { socket, said: [], counted: [], lost: 0, connections: 0, doubledByClient: 0 };
  socket.on("said", (text) => seen.said.push(Number(text)));
  socket.on("counted", (number) => seen.counted.push(number));
  socket.on("connect", () => {
    seen.connections++;
    seen.lost += socket.recovered || seen.connections === 1 ? 0 : 1;
  });
  // What came in a replay that was cut off is kept by the client until it is connected, and then
  // given to the application, though the server, which is not told of it, sends it again.
  socket.io.on("close", () => {
    seen.doubledByClient += socket.receiveBuffer.length;
    socket.receiveBuffer.length = 0;
  });
  await connected(socket);
  await ask(socket, "join", room);
  return seen;
}

async function until(what, condition) {
  const end = Date.now() + PATIENCE_MILLIS;
  while (!condition()) {
    assert.ok(Date.now() < end, `not within ${PATIENCE_MILLIS} ms: ${what()}`);
    await pause(20);
  }
}

function numbers(count) {
  return Array.from({ length: count }, (_, i) => i);
}

function firstDifference(actual, expected) {
  const at = expected.findIndex((value, i) => actual[i] !== value);
  return `${actual.length} of ${expected.length}, differs at ${at}: ${actual.slice(Math.max(0, at - 3), at + 5)}`;
}

function assertAll(actual, count) {
  const expected = numbers(count);
  const same = actual.length === count && actual.every((value, i) => value === i);
  assert.ok(same, firstDifference(actual, expected));
}

function progress({ said, counted, connections, lost }) {
  return `${said.length} said, ${counted.length} counted, ${connections} connections, ${lost} lost`;
}

const checks = {
  async "has its id and rooms again, and gets what it missed"() {
    const driver = await direct.connected("/chat");
    const { proxy, app } = await throughProxy();
    const seen = await member(app, "quiet");
    const id = seen.socket.id;
    proxy.accepting = false;
    const gone = next(seen.socket, "disconnect");
    proxy.cut(false);
    await gone;
    for (const number of numbers(5)) {
      await ask(driver, "say", { room: "quiet", text: `${number}` });
    }
    const back = next(seen.socket, "connect");
    proxy.accepting = true;
    await back;

    assert.equal(seen.socket.recovered, true);
    assert.equal(seen.socket.id, id);
    await until(() => firstDifference(seen.said, numbers(5)), () => seen.said.length >= 5);
    assertAll(seen.said, 5);
    await ask(driver, "say", { room: "quiet", text: "5" });
    await until(() => "the one after", () => seen.said.length >= 6);
    assertAll(seen.said, 6);
  },

  async "loses nothing and gets nothing twice, however often it is cut off"() {
    const driver = await direct.connected("/chat");
    const members = [];
    for (let i = 0; i < CLIENTS; i++) {
      const { proxy, app } = await throughProxy();
      members.push(Object.assign(await member(app, "race"), { proxy }));
    }
    for (const seen of members) {
      seen.socket.emit("count", DIRECT_EVENTS);
      await until(() => "the first direct event", () => seen.counted.length > 0);
    }
    let over = false;
    let cuts = 0;
    const cutters = members.map(async ({ proxy }) => {
      while (!over) {
        await pause(random(20, 250));
        proxy.cut(Math.random() < 0.5);
        cuts++;
      }
    });
    let sent = 0;
    while (sent < EVENTS || members.some((seen) => seen.connections < CONNECTIONS)) {
      for (let i = random(1, 40); i > 0; i--) {
        driver.emit("say", { room: "race", text: `${sent++}` });
      }
      await pause(random(0, 30));
      const slowest = () => Math.min(...members.map((seen) => seen.said.length));
      await until(() => `${members.map(progress)}`, () => sent - slowest() < AHEAD);
    }
    over = true;
    await Promise.all(cutters);

    for (const seen of members) {
      const what = () =>
        `said ${firstDifference(seen.said, numbers(sent))}; counted ` +
        `${firstDifference(seen.counted, numbers(DIRECT_EVENTS))}; ${seen.lost} not recovered`;
      await until(what, () => seen.said.length >= sent && seen.counted.length >= DIRECT_EVENTS);
    }
    await pause(100);
    for (const seen of members) {
      assert.equal(seen.lost, 0, "connections that were not recovered");
      assertAll(seen.said, sent);
      assertAll(seen.counted, DIRECT_EVENTS);
    }
    console.error(
      `${setting}: ${sent} events, ${cuts} cuts, connections ${members.map((seen) => seen.connections)}, ` +
        `doubled by the client ${members.map((seen) => seen.doubledByClient)}`
    );
  },
};

run(checks, () => {
  apps.splice(0).forEach((app) => app.closeAll());
  direct.closeAll();
  proxies.splice(0).forEach((proxy) => proxy.close());
});
