// One emit reaches the members of a room over every transport: all of them once, in the same order, and with the same
// cursor where they have one.
//   node matrix.cjs <base address of the application> <API key>
// Socket.IO clients are told cursors only where the application recovers them.
"use strict";

const assert = require("node:assert/strict");
const { Application, ask, connected, run } = require("./harness.cjs");
const listening = require("./listening.cjs");

const [base, apiKey] = process.argv.slice(2);
const NAMESPACE = "/chat";
const ROOM = "race:matrix";
const ROUNDS = 20;

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const apps = [];
const members = [];

async function post(resource, body) {
  const response = await fetch(new URL(resource, base), {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
  });
  assert.ok(response.ok, `${resource}: ${response.status} ${await response.text()}`);
}

/** A socket of the official client. */
async function socket(setting) {
  const app = new Application(base, setting);
  apps.push(app);
  const opened = app.open(NAMESPACE);
  const member = { name: `Socket.IO, ${setting}`, got: [] };
  opened.onAny((event, ...data) => {
    const cursor = /^[0-9a-z]+-\d+$/.test(data.at(-1)) ? data.pop() : undefined;
    member.got.push({ event, data, cursor });
  });
  await connected(opened);
  await ask(opened, "join", ROOM);
  if (setting === "upgrade") {
    await until(
      () => "the upgrade",
      () => opened.io.engine.transport.name === "websocket"
    );
  }
  members.push(member);
}

async function listener(Kind) {
  const member = new Kind(base, { rooms: [ROOM, "*"], namespace: NAMESPACE }).open();
  member.name = Kind.name;
  await until(
    () => `${Kind.name} begins`,
    () => member.beginnings.length > 0
  );
  members.push(member);
}

async function until(what, condition) {
  const end = Date.now() + 20_000;
  while (!condition()) {
    assert.ok(Date.now() < end, `not within 20 s: ${what()}`);
    await pause(10);
  }
}

/** All the ways to emit, in turn: each number by one of them. */
async function emitAll(driver) {
  const ways = [
    (number) =>
      post("api/emit", { namespace: NAMESPACE, rooms: [ROOM], event: "published", data: [number] }),
    // By an injected bean, in a resource: to everybody.
    (number) => post("it/chat", { text: `${number}` }),
    // To two rooms at once: once for those who are in both, as all listeners are.
    (number) =>
      post("api/emit", {
        namespace: NAMESPACE,
        rooms: ["lobby", ROOM],
        event: "published",
        data: [number, { "€": "🎉" }],
      }),
    // By a handler of a socket.
    (number) => ask(driver, "say", { room: ROOM, text: `${number}` }),
  ];
  const expected = [];
  for (let number = 0; number < ROUNDS * ways.length; number++) {
    await ways[number % ways.length](number);
    expected.push(number);
  }
  return expected;
}

const EMITTED = new Set(["published", "qualified", "said"]);

const checks = {
  async "reaches each once, in order, with one cursor"() {
    const driver = await new Application(base, "websocket").connected(NAMESPACE);
    for (const setting of ["polling", "websocket", "upgrade"]) {
      await socket(setting);
    }
    for (const Kind of Object.values(listening)) {
      await listener(Kind);
    }
    const expected = await emitAll(driver);
    const events = (member) => member.got.filter(({ event }) => EMITTED.has(event));
    const numbers = (member) => events(member).map(({ data }) => Number(data[0]));
    for (const member of members) {
      await until(
        () => `${member.name}: ${numbers(member)}`,
        () => events(member).length >= expected.length
      );
    }
    // What would come twice.
    await pause(200);
    const [model] = members.filter((member) => member instanceof listening.EventStream);
    for (const member of members) {
      assert.deepEqual(numbers(member), expected, member.name);
      events(member).forEach(({ event, data, cursor }, i) => {
        const there = events(model)[i];
        assert.deepEqual({ event, data }, { event: there.event, data: there.data }, member.name);
        assert.ok(cursor === undefined || cursor === there.cursor, `${member.name} at ${i}`);
      });
      if (member.beginnings) {
        assert.ok(events(member).every(({ cursor }) => cursor), member.name);
        assert.deepEqual(member.gaps, ["no_cursor"], member.name);
      }
    }
    driver.disconnect();
  },
};

run(checks, () => {
  apps.splice(0).forEach((app) => app.closeAll());
  members.splice(0).forEach((member) => member.close?.());
});
