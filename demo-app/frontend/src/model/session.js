import { randomId } from "./random-id.js";

/**
 * What survives a reload. Each tab has its own user (sessionStorage), so that two tabs can talk to
 * each other; the key that owns a name belongs to the browser (localStorage), so that two tabs can
 * also be the same user.
 */
export const session = {
  get name() {
    return sessionStorage.getItem("name");
  },

  get lastName() {
    return localStorage.getItem("name") ?? "";
  },

  signIn(name) {
    sessionStorage.setItem("name", name);
    localStorage.setItem("name", name);
  },

  signOut() {
    sessionStorage.clear();
  },

  get credentials() {
    return { name: this.name, key: this.key };
  },

  get key() {
    if (!localStorage.getItem("key")) localStorage.setItem("key", randomId());
    return localStorage.getItem("key");
  },

  get rooms() {
    return JSON.parse(sessionStorage.getItem("rooms")) ?? ["general"];
  },

  set rooms(names) {
    sessionStorage.setItem("rooms", JSON.stringify(names));
  },

  get theme() {
    return localStorage.getItem("theme");
  },

  set theme(theme) {
    localStorage.setItem("theme", theme);
  },
};
