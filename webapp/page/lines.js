// The four ways in, side by side: each is a line with its state, its transport and what came last.
import oneport from "../oneport.mjs";
import { at, element, shown } from "./dom.js";

const CUT_MILLIS = 5000;

/** Socket.IO, by the official client: it begins with polling and changes to WebSocket. */
class SocketIoLine {
  name = "Socket.IO";
  #socket;

  constructor(origin, path, tell) {
    const socket = io(origin, { path, reconnectionDelay: 500 });
    this.#socket = socket;
    let begun = 0;
    socket.io.on("open", () => {
      const { engine } = socket.io;
      begun = performance.now();
      tell.transport(engine.transport.name);
      engine.once("upgrade", (upgraded) => tell.transport(upgraded.name, performance.now() - begun));
    });
    socket.on("connect", () => tell.open(socket.recovered));
    socket.on("disconnect", (reason) => tell.lost(reason));
    socket.on("connect_error", (error) => (socket.active ? tell.lost(error.message) : tell.refused(error.message)));
    socket.onAny((event, ...args) => tell.event(event, args));
  }

  /** As if the network were away: the client does not say goodbye. */
  cut() {
    this.#socket.io.reconnection(false);
    this.#socket.io.engine.close();
  }

  mend() {
    this.#socket.io.reconnection(true);
    this.#socket.connect();
  }
}

/** What oneport.js does over one transport. */
class OneportLine {
  #open;
  #session;

  constructor(name, transport, base, tell) {
    this.name = name;
    this.#open = (since) => {
      const session = oneport(new URL("events", base), { rooms: "*", transports: [transport], since });
      session.on("oneport:state", ({ state, transport: used, recovered, reason, error }) => {
        if (state === "open") {
          tell.transport(used);
          tell.open(recovered);
        } else if (state === "closed" && error) {
          tell.refused(error.message);
        } else if (state !== "connecting") {
          tell.lost(reason);
        }
      });
      session.onAny((event, ...args) => tell.event(event, args));
      this.#session = session;
    };
    this.#open();
  }

  cut() {
    this.#session.close();
  }

  mend() {
    this.#open(this.#session.cursor ?? undefined);
  }
}

/** How a line is shown. */
class Card {
  #line;
  #card = element("li", "line");
  #state = element("span", "", "connecting");
  #dot = element("span", "dot");
  #steps = element("ol", "timeline");
  #last = element("p", "last-event", "Nothing yet");
  #note = element("p", "hint");
  #cut = element("button", "quiet", "Cut for 5 seconds");
  #isCut = false;

  constructor(name, onEvent) {
    this.#card.append(element("h3", "", name));
    const status = element("p", "status");
    this.#dot.setAttribute("aria-hidden", "true");
    this.#state.setAttribute("role", "status");
    status.append(this.#dot, this.#state);
    this.#cut.type = "button";
    this.#cut.setAttribute("aria-label", `Cut for 5 seconds: ${name}`);
    this.#cut.addEventListener("click", () => this.#cutAndMend());
    this.#card.append(status, this.#steps, this.#last, this.#note, this.#cut);
    this.onEvent = onEvent;
  }

  get element() {
    return this.#card;
  }

  set line(line) {
    this.#line = line;
  }

  #cutAndMend() {
    this.#isCut = true;
    this.#cut.disabled = true;
    this.#line.cut();
    this.#show("cut", false);
    setTimeout(() => {
      this.#steps.replaceChildren();
      this.#line.mend();
      this.#cut.disabled = false;
    }, CUT_MILLIS);
  }

  transport(name, afterMillis) {
    this.#steps.querySelector(".last")?.classList.remove("last");
    const step = element("span", "step last", this.#steps.childElementCount ? `upgraded to ${name}` : name);
    if (afterMillis !== undefined) {
      step.append(element("time", "", `+${Math.round(afterMillis)} ms`));
    }
    if (afterMillis === undefined) {
      this.#steps.replaceChildren();
    }
    const item = element("li");
    item.append(step);
    this.#steps.append(item);
  }

  open(recovered) {
    this.#show("connected", true);
    if (this.#isCut) {
      this.#note.textContent = recovered
        ? "Back, and nothing was missed."
        : "Back, as a new connection: what came meanwhile is not told again.";
      this.#isCut = false;
    } else {
      this.#note.textContent = "";
    }
  }

  lost(reason) {
    if (!this.#isCut) {
      this.#show("trying again", false);
      this.#note.textContent = reason ? `Connection lost: ${reason}` : "";
    }
  }

  refused(message) {
    this.#show("refused", false);
    this.#note.textContent = message;
  }

  event(name, args) {
    const took = this.onEvent(name, args);
    this.#last.replaceChildren(element("strong", "", name), ` ${args.map(shown).join(", ")}`);
    if (took !== undefined) {
      this.#last.append(element("time", "", `after ${Math.round(took)} ms`));
    }
  }

  #show(state, good) {
    this.#state.textContent = state;
    this.#dot.classList.toggle("on", good);
  }
}

/**
 * Opens all four.
 *
 * @param onEvent is told each event that arrives, with the name of its line; answers how long it took, if it knows
 */
export function openLines(base, path, onEvent) {
  const open = (name, make) => {
    const card = new Card(name, (event, args) => onEvent(name, event, args));
    at("lines").append(card.element);
    card.line = make(card);
  };
  open("Socket.IO", (tell) => new SocketIoLine(base.origin, path, tell));
  open("Plain WebSocket", (tell) => new OneportLine("Plain WebSocket", "websocket", base, tell));
  open("Server-sent events", (tell) => new OneportLine("Server-sent events", "sse", base, tell));
  open("Long-polling", (tell) => new OneportLine("Long-polling", "longpoll", base, tell));
}
