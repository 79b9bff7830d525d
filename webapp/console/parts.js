// What the parts of the console have in common.
import { element } from "../page/dom.js";

/** A part of the page with a title. */
export function card(title) {
  const section = element("section", "card");
  const heading = element("h2", "", title);
  heading.id = `title-${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
  section.setAttribute("aria-labelledby", heading.id);
  section.append(heading);
  return section;
}

/** A field with its label around it. */
export function field(label, input) {
  const created = element("label", input.type === "checkbox" ? "choice" : "", "");
  if (input.type === "checkbox") {
    created.append(input, element("span", "", label));
  } else {
    created.append(element("span", "", label), input);
  }
  return created;
}

export function input(type, value = "", attributes = {}) {
  const created = document.createElement("input");
  created.type = type;
  created.value = value;
  Object.assign(created, attributes);
  return created;
}

/** A choice among texts, or pairs of a value and a text. */
export function select(options, value) {
  const created = document.createElement("select");
  for (const option of options) {
    const [its, text] = Array.isArray(option) ? option : [option, option];
    const item = element("option", "", text);
    item.value = its;
    created.append(item);
  }
  created.value = value;
  return created;
}

export function button(text, action, className = "quiet") {
  const created = element("button", className, text);
  created.type = "button";
  created.addEventListener("click", action);
  return created;
}

/** A table that scrolls by itself where it is too wide. */
export function table(caption, columns) {
  const created = document.createElement("table");
  created.append(element("caption", "", caption));
  const head = document.createElement("tr");
  for (const [name, className] of columns) {
    const cell = element("th", className, name);
    cell.scope = "col";
    head.append(cell);
  }
  const header = document.createElement("thead");
  header.append(head);
  const body = document.createElement("tbody");
  created.append(header, body);
  const scroll = element("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", caption);
  scroll.append(created);
  return {
    element: scroll,
    set caption(text) {
      created.caption.textContent = text;
    },

    /** Shows these rows, each a list of texts, numbers or elements, in place of those before. */
    show(rows) {
      body.replaceChildren(
        ...rows.map((cells) => {
          const row = document.createElement("tr");
          cells.forEach((cell, i) => {
            const box = element("td", columns[i][1] ?? "name");
            box.append(typeof cell === "number" ? cell.toLocaleString() : cell);
            row.append(box);
          });
          return row;
        })
      );
    },
  };
}

const STEPS = [
  [1024 ** 3, "GB"],
  [1024 ** 2, "MB"],
  [1024, "kB"],
];

export function bytes(count) {
  for (const [size, unit] of STEPS) {
    if (count >= size) {
      return `${(count / size).toFixed(1)} ${unit}`;
    }
  }
  return `${Math.round(count)} B`;
}

/** How long ago, in the biggest unit that fits. */
export function ago(time) {
  const seconds = Math.max(0, Math.round((Date.now() - time) / 1000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** Repeats while a part is shown, one after the other. */
export function repeat(millis, task, failed) {
  let stopped = false;
  let timer;
  const run = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        await task();
      } catch (failure) {
        failed(failure);
      }
    }
    if (!stopped) {
      timer = setTimeout(run, millis);
    }
  };
  run();
  return {
    now: run,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
