import { Chat } from "./model/chat.js";
import { session } from "./model/session.js";
import { Connection } from "./net/connection.js";
import { Latency } from "./net/latency.js";
import { Announcer } from "./view/announcer.js";
import { Composer } from "./view/composer.js";
import { Drawer } from "./view/drawer.js";
import { LinkStatus } from "./view/link-status.js";
import { MemberList } from "./view/member-list.js";
import { Notice } from "./view/notice.js";
import { PeopleList } from "./view/people-list.js";
import { RoomList } from "./view/room-list.js";
import { SignIn } from "./view/sign-in.js";
import { StatsPanel } from "./view/stats-panel.js";
import { TalkHead } from "./view/talk-head.js";
import { ThemeButton } from "./view/theme-button.js";
import { Timeline } from "./view/timeline.js";
import { WindowTitle } from "./view/window-title.js";

const connection = new Connection(() => session.credentials);
const chat = new Chat(connection.chat, session);
const notice = new Notice();
const signIn = new SignIn(session.lastName);

new ThemeButton(session);
new LinkStatus(connection, new Latency(connection.chat));
new Announcer(chat, connection);
new StatsPanel(connection.stats);

const drawers = [new Drawer("sidebar", "menu-button"), new Drawer("details", "details-button")];
const composer = new Composer(chat, notice);
const views = [
  new RoomList(chat),
  new PeopleList(chat),
  new MemberList(chat),
  new TalkHead(chat),
  new Timeline(chat),
  new WindowTitle(chat),
  composer,
];

// Many changes may come in one go, such as a history: they are shown once.
let showing = false;
chat.addEventListener("change", () => {
  if (showing) return;
  showing = true;
  queueMicrotask(() => {
    showing = false;
    for (const view of views) view.show();
  });
});

chat.addEventListener("notice", ({ detail }) => notice.show(detail));
chat.addEventListener("open", () => {
  for (const drawer of drawers) drawer.close();
  composer.focus();
});

const page = document.getElementById("app");

function start() {
  chat.start();
  connection.open();
}

function enter() {
  signIn.hide();
  page.hidden = false;
  composer.focus();
}

function exit(message) {
  page.hidden = true;
  session.signOut();
  chat.end();
  signIn.show(message);
}

signIn.addEventListener("submit", ({ detail: name }) => {
  session.signIn(name);
  start();
});
connection.chat.on("connect", () => page.hidden && enter());
connection.chat.on("connect_error", () => {
  if (page.hidden && connection.chat.active) signIn.wait("The server cannot be reached. Trying again…");
});
connection.addEventListener("refused", ({ detail: error }) => {
  exit([error.message, error.data?.hint].filter(Boolean).join(" "));
});
document.getElementById("sign-out").addEventListener("click", () => {
  connection.close();
  exit("");
});

if (session.name) {
  enter();
  start();
} else {
  signIn.show("");
}
