// Clients of every transport in one room, cut off again and again after any number of bytes, while events flow.
//   node cuts.cjs <base address of an application that recovers> <cuts> <seed>
"use strict";

const assert = require("node:assert/strict");
const { CuttingProxy } = require("./cutting-proxy.cjs");
const { Application, ask, connected, run } = require("./harness.cjs");
const listening = require("./listening.cjs");

const [base, cuts, seed] = process.argv.slice(2);
const NAMESPACE = "/chat";
const PATIENCE_MILLIS = 60_000;

/** Nobody is so far behind that what it needs does not fit between two cuts. */
const AHEAD = 100;

/** How many bytes get through between two cuts at most: mostly few, at times enough to come back and catch up. */
const FEW_BYTES = 2_500;
const MANY_BYTES = 40_000;

/** What the server keeps in each namespace at most, unless it is told otherwise. */
const LOG_BYTES = 4 << 20;
const LARGE = 50_000;

/** As in recovery.cjs: a cut between the WebSocket handshake and the first packet is not noticed by the client. */
const EAGER = {
  timeout: 1_000,
  reconnection: true,
  reconnectionDelay: 5,
  reconnectionDelayMax: 20,
  randomizationFactor: 0.5,
};

/** The same numbers for the same seed (mulberry32). */
function generator(state) {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const random = generator(Number(seed));
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const direct = new Application(base, "websocket");
const apps = [direct];
const members = [];

async function until(what, condition) {
  const end = Date.now() + PATIENCE_MILLIS;
  while (!condition()) {
    assert.ok(Date.now() < end, `seed ${seed}, not within ${PATIENCE_MILLIS} ms: ${what()}`);
    await pause(20);
  }
}

/** A member of a room behind a proxy of its own: `numbers` is what came, `gaps` why some did not. */
class Member {
  constructor(name) {
    this.name = name;
    this.proxy = new CuttingProxy(base);
    this.random = generator(random(2 ** 31));
    members.push(this);
  }

  cutAgainAndAgain() {
    this.proxy.cutEach(() => ({
      bytes: this.random(this.random(4) === 0 ? MANY_BYTES : FEW_BYTES),
      unnoticed: this.random(3) === 0,
    }));
  }

  progress() {
    return `${this.name}: ${this.numbers.length} numbers, ${this.proxy.cuts} cuts, gaps ${this.gaps}`;
  }
}

class ListeningMember extends Member {
  async join(Kind, room) {
    this.client = new Kind(await this.proxy.listen(), { rooms: [room], namespace: NAMESPACE }).open();
    await until(
      () => `${this.name} begins`,
      () => this.client.beginnings.length > 0
    );
  }

  get numbers() {
    return this.client.got.map(({ data }) => Number.parseInt(data[0]));
  }

  /** The first beginning has no past. */
  get gaps() {
    return this.client.gaps.slice(1);
  }

  get doubledByClient() {
    return 0;
  }

  close() {
    this.client?.close();
    this.proxy.close();
  }
}

class SocketMember extends Member {
  async join(setting, room) {
    const app = new Application(await this.proxy.listen(), setting);
    apps.push(app);
    Object.assign(this, { numbers: [], gaps: [], doubledByClient: 0 });
    const socket = (this.socket = app.open(NAMESPACE, EAGER));
    let connections = 0;
    socket.on("said", (text) => this.numbers.push(Number.parseInt(text)));
    socket.on("connect", () => {
      if (connections++ > 0 && !socket.recovered) {
        // Somebody new: in no room. Socket.IO knows of no reasons.
        socket.emitWithAck("join", room).then(() => this.gaps.push("history"));
      }
    });
    // What came in a replay that was cut off is kept by the client until it is connected, and then given to the
    // application, though the server, which is not told of it, sends it again.
    socket.io.on("close", () => {
      this.doubledByClient += socket.receiveBuffer.length;
      socket.receiveBuffer.length = 0;
    });
    await connected(socket);
    await ask(socket, "join", room);
  }

  close() {
    this.proxy.close();
  }
}

async function everybody(room) {
  for (const Kind of Object.values(listening)) {
    for (let i = 0; i < 2; i++) {
      await new ListeningMember(`${Kind.name} ${i}`).join(Kind, room);
    }
  }
  for (const setting of ["polling", "websocket", "upgrade"]) {
    await new SocketMember(`Socket.IO, ${setting}`).join(setting, room);
  }
}

function assertAll({ name, numbers, gaps }, sent) {
  const at = Array.from({ length: sent }).findIndex((_, i) => numbers[i] !== i);
  const there = `${numbers.length} of ${sent}, differs at ${at}: ${numbers.slice(Math.max(0, at - 3), at + 5)}`;
  assert.ok(at < 0 && numbers.length === sent, `seed ${seed}, ${name}: ${there}`);
  assert.deepEqual(gaps, [], `seed ${seed}, ${name}`);
}

const checks = {
  async "loses nothing and gets nothing twice, however often it is cut off"() {
    const driver = await direct.connected(NAMESPACE);
    const room = "race:cuts";
    await everybody(room);
    members.forEach((member) => member.cutAgainAndAgain());
    const total = () => members.reduce((sum, { proxy }) => sum + proxy.cuts, 0);
    const begun = Date.now();
    let sent = 0;
    while (total() < cuts) {
      for (let i = random(40); i >= 0; i--) {
        driver.emit("say", { room, text: `${sent++}` });
      }
      await pause(random(30));
      const slowest = () => Math.min(...members.map(({ numbers }) => numbers.length));
      await until(
        () => members.map((member) => member.progress()).join("; "),
        () => sent - slowest() < AHEAD
      );
    }
    const whole = Date.now() - begun;
    members.forEach(({ proxy }) => proxy.cutEach(() => undefined));
    for (const member of members) {
      await until(
        () => `all of ${sent}: ${member.progress()}`,
        () => member.numbers.length >= sent
      );
    }
    await pause(200);
    members.forEach((member) => assertAll(member, sent));
    console.error(
      `seed ${seed}: ${sent} events, ${total()} cuts in ${whole} ms; ` +
        members.map(({ name, proxy }) => `${name} ${proxy.cuts}`).join(", ") +
        `; doubled by the official client ${members.map(({ doubledByClient }) => doubledByClient)}`
    );
  },

  async "is told so when what it missed is more than is kept"() {
    const driver = await direct.connected(NAMESPACE);
    const room = "race:gone";
    await everybody(room);
    const say = (text) => ask(driver, "say", { room, text });
    const all = async (numbers) => {
      for (const member of members) {
        await until(
          () => `${numbers}: ${member.progress()}`,
          () => member.numbers.length >= numbers.length
        );
        assert.deepEqual(member.numbers, numbers, member.name);
      }
    };
    await say("1");
    await all([1]);
    for (const { proxy } of members) {
      proxy.accepting = false;
      proxy.cut(false);
    }
    for (let i = 0; i < LOG_BYTES / LARGE; i++) {
      await say(`2 ${"x".repeat(LARGE)}`);
    }
    members.forEach(({ proxy }) => (proxy.accepting = true));
    for (const member of members) {
      await until(
        () => `is told: ${member.progress()}`,
        () => member.gaps.length > 0
      );
    }
    await say("3");
    await all([1, 3]);
    members.forEach(({ name, gaps }) => assert.deepEqual(gaps, ["history"], name));
  },
};

run(checks, () => {
  members.splice(0).forEach((member) => member.close());
  apps.forEach((app) => app.closeAll());
});
