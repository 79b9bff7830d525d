// Who is connected: searched, a page at a time, with what is known of one, and its end.
import { get, send } from "./api.js";
import { element } from "../page/dom.js";
import { ago, button, bytes, card, field, input, select, table } from "./parts.js";

const PAGE = 50;

export const sessions = {
  title: "Sessions",

  open(view, query, known) {
    const pages = [""];
    const search = input("search", query.get("search") ?? "", { placeholder: "id, user or address" });
    const namespace = input("text", query.get("namespace") ?? "");
    const room = input("text", query.get("room") ?? "");
    const transport = select([["", "any"], "polling", "websocket", "sse", "longpoll", "ws"], "");
    const filters = element("form", "filters");
    const find = element("button", "", "Find");
    filters.append(field("Contains", search), field("Transport", transport), field("Namespace", namespace), field("Room", room), find);
    const list = table("Sessions", [
      ["Session"],
      ["Transport"],
      ["Address"],
      ["User"],
      ["Connected", "number"],
      ["Waiting", "number"],
      ["Dropped", "number"],
      ["Actions"],
    ]);
    const place = element("span", "", "");
    place.setAttribute("role", "status");
    const back = button("Previous", () => {
      pages.pop();
      load();
    });
    let next;
    const on = button("Next", () => {
      pages.push(next);
      load();
    });
    const pager = element("div", "pager");
    pager.append(back, on, button("Refresh", () => load()), place);
    const box = card("Sessions");
    box.append(filters, list.element, pager);
    const dialog = document.createElement("dialog");
    view.append(box, dialog);
    filters.addEventListener("submit", (submit) => {
      submit.preventDefault();
      pages.splice(1);
      load();
    });
    load();

    async function load() {
      try {
        const answer = await get("sessions", {
          search: search.value.trim(),
          transport: transport.value,
          namespace: namespace.value.trim(),
          room: room.value,
          limit: PAGE,
          after: pages[pages.length - 1],
        });
        next = answer.next;
        list.show(answer.sessions.map(line));
        place.textContent = answer.sessions.length ? `page ${pages.length}` : "nobody";
      } catch (failure) {
        place.textContent = failure.message;
      }
      back.disabled = pages.length < 2;
      on.disabled = next === undefined;
    }

    function line(session) {
      const actions = element("div", "row");
      actions.append(button("Detail", () => detail(session)));
      if (known.grants.includes("manage")) {
        actions.append(button("Disconnect", () => disconnect(session)));
      }
      return [
        session.id,
        session.transport,
        session.address,
        session.user ?? "",
        ago(Date.parse(session.connectedAt)),
        bytes(session.queuedBytes),
        session.droppedEvents,
        actions,
      ];
    }

    function detail(session) {
      const facts = element("dl", "facts");
      const add = (name, value) => facts.append(pair(name, value));
      add("Session", session.id);
      add("Transport", session.transport);
      add("Address", session.address);
      add("User", session.user ?? "nobody");
      add("Connected", new Date(session.connectedAt).toLocaleString());
      add("Waiting to be written", bytes(session.queuedBytes));
      add("Dropped events", String(session.droppedEvents));
      for (const { namespace: name, socket, rooms } of session.namespaces) {
        add(`In ${name}`, [socket ? `socket ${socket}` : "", rooms.length ? `rooms ${rooms.join(", ")}` : "no rooms"].filter(Boolean).join("; "));
      }
      ask(element("h2", "", "Session"), facts, []);
    }

    function disconnect(session) {
      const text = element("p", "", `Disconnect ${session.user ?? "session"} ${session.id}? Official clients do not come back by themselves after that.`);
      ask(element("h2", "", "Disconnect"), text, [
        button(
          "Disconnect",
          async () => {
            dialog.close();
            try {
              await send("DELETE", `sessions/${encodeURIComponent(session.id)}`);
              place.textContent = "Disconnected.";
            } catch (failure) {
              place.textContent = failure.message;
            }
            setTimeout(load, 300);
          },
          ""
        ),
      ]);
    }

    function ask(title, content, buttons) {
      title.id = "dialog-title";
      dialog.setAttribute("aria-labelledby", title.id);
      const actions = element("div", "row");
      actions.append(...buttons, button("Close", () => dialog.close()));
      dialog.replaceChildren(title, content, actions);
      dialog.showModal();
    }
  },
};

function pair(name, value) {
  const box = document.createElement("div");
  box.append(element("dt", "", name), element("dd", "", value));
  return box;
}
