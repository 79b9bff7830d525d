// What the parts of the page have in common.

export const at = (id) => document.getElementById(id);

/** A new element; what it says is a text, never markup. */
export function element(tag, className = "", text = "") {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

const MAX_SHOWN_CHARACTERS = 4000;

/** An argument of an event, for people. */
export function shown(argument) {
  const text = JSON.stringify(argument, (key, value) =>
    value instanceof ArrayBuffer ? `‹${value.byteLength} bytes›` : value
  );
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}… (${text.length} characters)` : text;
}

/** Copies a text, or marks it where the clipboard is closed: without https it is. */
export async function copy(source, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Now press Ctrl-C";
  }
  setTimeout(() => (button.textContent = label), 2000);
}
