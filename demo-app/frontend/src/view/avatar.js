import { element } from "./element.js";

const COLOURS = 8;

/** A disc with the first letter of a name; the same name always has the same colour. */
export function avatar(name) {
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const initial = [...name][0].toUpperCase();
  return element("span", { class: "avatar", "data-colour": sum % COLOURS, "aria-hidden": "true" }, initial);
}
