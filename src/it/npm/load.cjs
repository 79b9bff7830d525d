// Clients of every kind, and who makes the application talk to all of them, whatever becomes of it meanwhile: they come
// back, and what fails is tried again.
//   node load.cjs <base address of the application> <key of the publish API>
// Told {"round":n} on its standard input, it publishes n until each client has got it, and each socket an answer to it;
// then it prints {"round":n}, and goes on publishing n.
"use strict";

const http = require("node:http");
const readline = require("node:readline");
const { Application } = require("./harness.cjs");
const listening = require("./listening.cjs");

const [base, key] = process.argv.slice(2);
const PAUSE_MILLIS = 50;
const COMPLAINT_MILLIS = 10_000;

const agent = new http.Agent({ keepAlive: true });
let round = 0;
/** Who has nothing of this round yet. */
let missing = new Set();

function post(path, body, headers) {
  const request = http.request(
    new URL(path, base),
    { method: "POST", agent, headers: { "Content-Type": "application/json", ...headers } },
    (response) => response.resume()
  );
  request.on("error", () => {});
  request.end(JSON.stringify(body));
}

function publish() {
  const message = { namespace: "/", rooms: ["news"], event: "round", data: [round] };
  post("api/emit", message, { Authorization: `Bearer ${key}` });
  post("it/chat", { text: String(round) });
}

function done(who, number) {
  if (number === round && missing.delete(who) && missing.size === 0) {
    process.stdout.write(JSON.stringify({ round }) + "\n");
  }
}

/** Each kind of socket: `qualified` is what the resource makes the application emit. */
const sockets = ["polling", "websocket", "upgrade"].map((setting) => {
  const again = { reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 300 };
  const chat = new Application(base, setting).open("/chat", again);
  chat.on("qualified", (text) => {
    const number = Number(text);
    done(`${setting} event`, number);
    chat.volatile.emit("sum", { a: number, b: 0 }, (sum) => done(`${setting} answer`, sum));
  });
  const typed = chat.io.socket("/typed");
  setInterval(() => {
    const asked = round;
    typed.volatile.emit("valid", { text: "ok", unit: "DAYS" }, 1, (text) =>
      done(`${setting} valid`, text === "ok" ? asked : undefined)
    );
  }, PAUSE_MILLIS);
  return setting;
});

const listeners = Object.values(listening).map((Kind) => {
  const listener = new Kind(base, { rooms: ["news"] });
  const receives = listener.receives.bind(listener);
  listener.receives = (event) => {
    receives(event);
    listener.got = [];
    done(Kind.name, [event.data].flat()[0]);
  };
  listener.open();
  return Kind.name;
});

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  ({ round } = JSON.parse(line));
  missing = new Set([
    ...sockets.flatMap((setting) => [`${setting} event`, `${setting} answer`, `${setting} valid`]),
    ...listeners,
  ]);
});
setInterval(publish, PAUSE_MILLIS);
setInterval(() => {
  if (missing.size > 0) {
    process.stderr.write(`round ${round} is missing for ${[...missing].join(", ")}\n`);
  }
}, COMPLAINT_MILLIS);
