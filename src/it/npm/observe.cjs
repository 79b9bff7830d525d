// One socket of the official client, told what happens to it, line by line:
//   {"what":"open","transport":…} {"what":"upgrade","transport":…} {"what":"connect","id":…}
//   {"what":"disconnect","reason":…} {"what":"connect_error","message":…}
//   {"what":"event","name":…,"args":[…]} {"what":"ack","of":…,"answer":…}
// It reconnects, and does what it is told on its standard input:
//   {"ask":["event",arg…]} emits and reports the acknowledgement.
//   node observe.cjs <base address of the application> <polling|websocket|upgrade> <namespace>
"use strict";

const readline = require("node:readline");
const { Application, ask } = require("./harness.cjs");

const [base, setting, namespace] = process.argv.slice(2);

function report(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

const socket = new Application(base, setting).open(namespace, {
  reconnection: true,
  reconnectionDelay: 100,
  reconnectionDelayMax: 500,
});
socket.io.on("open", () => {
  report({ what: "open", transport: socket.io.engine.transport.name });
  socket.io.engine.on("upgrade", (transport) =>
    report({ what: "upgrade", transport: transport.name })
  );
});
socket.on("connect", () => report({ what: "connect", id: socket.id }));
socket.on("disconnect", (reason) => report({ what: "disconnect", reason }));
socket.on("connect_error", (error) => report({ what: "connect_error", message: error.message }));
socket.onAny((name, ...args) => report({ what: "event", name, args }));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [event, ...args] = JSON.parse(line).ask;
  ask(socket, event, ...args).then(
    (answer) => report({ what: "ack", of: event, answer }),
    (error) => report({ what: "ack", of: event, error: error.message })
  );
});
