// A form that emits, in any room of any namespace.
import { send } from "./api.js";
import { element } from "../page/dom.js";
import { card, field, input } from "./parts.js";

export const publish = {
  title: "Publish",

  open(view, query, known) {
    const box = card("Publish an event");
    view.append(box);
    if (!known.grants.includes("publish")) {
      box.append(element("p", "hint", "That is not granted: oneport.api.grants must say so."));
      return {};
    }
    const form = element("form");
    const namespace = input("text", "/");
    const rooms = input("text", "", { placeholder: "everybody" });
    const event = input("text", "hello", { required: true, maxLength: 255 });
    const data = document.createElement("textarea");
    data.rows = 5;
    data.value = '["from the console"]';
    data.spellcheck = false;
    const result = element("output");
    const emit = element("button", "", "Emit");
    const actions = element("div", "row");
    actions.append(emit, result);
    form.append(
      field("Namespace", namespace),
      field("Rooms, separated by commas", rooms),
      field("Event", event),
      field("Data: JSON; an array is the list of arguments", data),
      actions
    );
    box.append(form);
    form.addEventListener("submit", async (submit) => {
      submit.preventDefault();
      let text;
      try {
        text = body(namespace.value, rooms.value, event.value, data.value.trim());
      } catch (failure) {
        tell(`The data is not JSON: ${failure.message}`, "bad");
        data.focus();
        return;
      }
      emit.disabled = true;
      try {
        const { recipients } = await send("POST", "emit", text);
        tell(`Accepted at ${new Date().toLocaleTimeString()}, for ${recipients} clients`, "good");
      } catch (failure) {
        tell(failure.message, "bad");
      } finally {
        emit.disabled = false;
      }
    });
    const tell = (text, kind) => {
      result.textContent = text;
      result.className = kind;
    };
    return {};
  },
};

/** The data as it was typed, so that numbers stay as they are. */
function body(namespace, rooms, event, data) {
  const names = rooms.split(",").map((name) => name.trim()).filter(Boolean);
  const parts = [`"namespace":${JSON.stringify(namespace)}`, `"event":${JSON.stringify(event)}`];
  if (names.length) {
    parts.push(`"rooms":${JSON.stringify(names)}`);
  }
  if (data) {
    parts.push(`"data":${Array.isArray(JSON.parse(data)) ? data : `[${data}]`}`);
  }
  return `{${parts.join(",")}}`;
}
