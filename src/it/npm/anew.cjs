// Clients without Socket.IO, one for each transport, whose server is started anew.
//   node anew.cjs <base address of the application>
// Prints {"begun":true} once all of them listen, and {"told":{…}} once each of them was told twice how it begins: by
// transport, why it was not told the past.
"use strict";

const listening = require("./listening.cjs");

const [base] = process.argv.slice(2);
const members = Object.values(listening).map((Kind) => new Kind(base, { rooms: ["news"] }).open());

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function untilTold(times) {
  while (members.some(({ gaps }) => gaps.length < times)) {
    await pause(20);
  }
}

function report(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

async function main() {
  await untilTold(1);
  report({ begun: true });
  await untilTold(2);
  report({ told: Object.fromEntries(members.map((each) => [each.constructor.name, each.gaps])) });
  members.forEach((member) => member.close());
}

main();
