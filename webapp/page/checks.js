// Tests this very installation, from this browser. Each check answers what it saw; a red one says how to mend it.
import oneport from "../oneport.mjs";
import { at, element } from "./dom.js";

const LONG_POLL_SECONDS = 25;
const PATIENCE_MILLIS = 4000;

const within = (millis, promise) =>
  Promise.race([promise, new Promise((resolve, reject) => setTimeout(() => reject(new Error(`nothing within ${millis} ms`)), millis))]);

const CHECKS = [
  {
    what: "A WebSocket opens",
    mend: "A proxy in between has to pass the headers Upgrade and Connection on: deploy/proxy shows how.",
    run: ({ base }) =>
      within(
        PATIENCE_MILLIS,
        new Promise((resolve, reject) => {
          const url = new URL("ws", base);
          url.protocol = url.protocol.replace("http", "ws");
          const socket = new WebSocket(url);
          socket.onopen = () => {
            socket.close();
            resolve("it did");
          };
          socket.onerror = () => reject(new Error("it was refused, or cut"));
        })
      ),
  },
  {
    what: "Server-sent events arrive at once",
    mend: "A proxy in between holds them back: switch its buffering off for <context>/events, as in deploy/proxy.",
    run: ({ base }) =>
      within(
        PATIENCE_MILLIS,
        new Promise((resolve, reject) => {
          const begun = performance.now();
          const session = oneport(new URL("events", base), { rooms: "*", transports: ["sse"] });
          session.on("oneport:state", ({ state, error }) => {
            if (state === "open") {
              session.close();
              resolve(`the first after ${Math.round(performance.now() - begun)} ms`);
            } else if (state === "closed" && error) {
              reject(new Error(error.message));
            }
          });
        })
      ),
  },
  {
    what: `A poll may wait ${LONG_POLL_SECONDS} seconds`,
    mend: "A proxy in between gives up earlier: let its timeout for answers be 60 s.",
    run: async ({ base }) => {
      const first = await (await fetch(new URL("events?room=*&wait=0", base), { headers: { Accept: "application/json" } })).json();
      const begun = performance.now();
      const url = new URL(`events?room=*&wait=${LONG_POLL_SECONDS}&cursor=${encodeURIComponent(first.cursor)}`, base);
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        throw new Error(`the answer was ${answer.status}`);
      }
      return `answered after ${Math.round((performance.now() - begun) / 1000)} s`;
    },
  },
  {
    what: "The page's own origin, and no other, may connect",
    mend: "oneport.cors.origins is *: name the origins of your pages.",
    run: async ({ state }) => {
      if (state.anyOrigin) {
        throw new Error("pages of every origin may");
      }
      return "so it is";
    },
  },
  {
    what: "HTTP/2 or later",
    mend: "Browsers open six connections of HTTP/1.1 to a host at most: with several tabs event streams use them up. Let the proxy, or the server, speak HTTP/2 over TLS.",
    run: async () => {
      const [navigation] = performance.getEntriesByType("navigation");
      const protocol = navigation?.nextHopProtocol || "unknown";
      if (!/^h[23]/.test(protocol)) {
        throw new Error(`it is ${protocol}`);
      }
      return protocol;
    },
  },
  {
    what: "Keys for publishing are set",
    mend: "java -jar oneport.war --new-key makes one, and the line of configuration for its hash.",
    run: async ({ state }) => {
      if (state.publish === "closed") {
        throw new Error("there are none: publishing is closed");
      }
      return "there are";
    },
  },
];

/** Runs all of them, each beside the others. */
export function runChecks(context) {
  at("checks").replaceChildren(
    ...CHECKS.map((check) => {
      const item = element("li", "check");
      const result = element("span", "aside", "testing…");
      item.append(element("strong", "", check.what), " ", result);
      check.run(context).then(
        (seen) => {
          item.classList.add("passed");
          result.textContent = seen;
        },
        (failure) => {
          item.classList.add("failed");
          result.textContent = failure.message;
          item.append(element("p", "hint", check.mend));
        }
      );
      return item;
    })
  );
}
