import { element } from "./element.js";

/** The number of unread messages; nothing when there are none. */
export function badge(unread) {
  if (!unread) return null;
  return element(
    "span",
    { class: "badge", "data-testid": "unread" },
    String(unread),
    element("span", { class: "visually-hidden" }, " unread"),
  );
}
