// The events that pass, as they pass: filtered, slowed down, and with what they say if that is granted.
import { get } from "./api.js";
import { element } from "../page/dom.js";
import { button, card, field, input, repeat, select } from "./parts.js";

const EVERY = 1000;
const MOST_SHOWN = 200;

export const events = {
  title: "Events",

  open(view, query, known) {
    const viewer = crypto.getRandomValues(new Uint32Array(2)).join("-");
    let paused = false;
    let skipped = 0;
    const namespace = input("text", query.get("namespace") ?? "", { placeholder: "all" });
    const room = input("text", query.get("room") ?? "", { placeholder: "all" });
    const name = input("text", "", { placeholder: "all" });
    const direction = select([["both", "both ways"], ["emitted", "to clients"], ["received", "from clients"]], "both");
    const perSecond = select([["1", "1"], ["5", "5"], ["20", "20"], ["50", "50"]], "20");
    const data = input("checkbox");
    const filters = element("form", "filters");
    filters.append(
      field("Namespace", namespace),
      field("Room or socket", room),
      field("Name contains", name),
      field("Direction", direction),
      field("At most per second", perSecond)
    );
    if (known.grants.includes("inspect")) {
      filters.append(field("show what they say", data));
    }
    filters.addEventListener("submit", (submit) => submit.preventDefault());
    const list = element("ul", "passing");
    const state = element("p", "hint", "");
    state.setAttribute("role", "status");
    const pause = button("Pause", () => {
      paused = !paused;
      pause.textContent = paused ? "Go on" : "Pause";
      tell();
    });
    const actions = element("div", "row");
    actions.append(pause, button("Clear", () => list.replaceChildren()));
    const box = card("Events as they pass");
    box.append(filters, actions, state, list);
    if (!known.grants.includes("inspect")) {
      box.append(element("p", "hint", "What events say is shown to who is granted inspect, in oneport.api.grants."));
    }
    view.append(box);

    const tell = () => {
      const more = skipped ? ` ${skipped.toLocaleString()} more were not shown.` : "";
      state.textContent = paused ? `Paused.${more}` : `Looking…${more}`;
    };
    const looking = repeat(
      EVERY,
      async () => {
        if (paused) {
          return;
        }
        const seen = await get("console/events", {
          viewer,
          namespace: namespace.value.trim(),
          room: room.value,
          name: name.value,
          direction: direction.value,
          perSecond: perSecond.value,
          data: data.checked ? "true" : "",
        });
        skipped += seen.skipped;
        tell();
        for (const event of seen.events) {
          list.prepend(line(event));
        }
        while (list.childElementCount > MOST_SHOWN) {
          list.lastElementChild.remove();
        }
      },
      (failure) => (state.textContent = failure.message)
    );
    return { stop: looking.stop };
  },
};

function line(event) {
  const item = element("li");
  const way = event.direction === "received" ? `from ${event.socket} over ${event.transport}` : `to ${whom(event)}, ${event.recipients.toLocaleString()} clients`;
  item.append(
    element("time", "", new Date(event.time).toLocaleTimeString()),
    element("span", "name", event.name),
    element("span", "by", `${event.namespace} ${way}, ${event.length.toLocaleString()} characters`)
  );
  if (event.data !== undefined) {
    item.append(element("pre", "", pretty(event)));
  }
  return item;
}

const whom = ({ socket, rooms }) => socket ?? (rooms.length ? rooms.join(", ") : "everybody");

function pretty({ data, length }) {
  if (data.length < length) {
    return `${data}…`;
  }
  try {
    return JSON.parse(`[${data}]`).map((each) => JSON.stringify(each, null, 1)).join("\n");
  } catch {
    return data;
  }
}
