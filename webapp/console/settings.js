// Each setting: its value, and where that comes from.
import { get } from "./api.js";
import { element } from "../page/dom.js";
import { card, field, input, table } from "./parts.js";

export const settings = {
  title: "Configuration",

  open(view) {
    const search = input("search");
    const changed = input("checkbox");
    changed.checked = true;
    const filters = element("form", "filters");
    filters.append(field("Contains", search), field("only what is not the default", changed));
    filters.addEventListener("submit", (submit) => submit.preventDefault());
    const list = table("Settings", [["Setting"], ["Value"], ["From"], ["Allowed"], ["What it is for"]]);
    const box = card("Configuration");
    box.append(filters, list.element);
    view.append(box);
    get("console/configuration").then(
      ({ settings: all }) => {
        const show = () => {
          const found = all.filter(
            (each) =>
              (!changed.checked || each.source) && `${each.name} ${each.meaning}`.toLowerCase().includes(search.value.toLowerCase())
          );
          list.show(
            found.map((each) => [each.name, each.value || "(empty)", each.source || "the default", each.allowed, each.meaning])
          );
          list.caption = `${found.length} of ${all.length} settings`;
        };
        filters.addEventListener("input", show);
        show();
      },
      (failure) => (list.caption = failure.message)
    );
    return {};
  },
};
