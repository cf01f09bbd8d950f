import { randomId } from "./random-id.js";
import { pictureReceived } from "./picture.js";

/** A message this user has written. Its state goes from waiting to sending to delivered, or to failed. */
export function messageWritten(from, text, picture = null) {
  return { id: randomId(), from, at: Date.now(), text, picture, state: "waiting", error: null };
}

/** A message the server has sent; `data` are the bytes of a picture, null when no longer kept. */
export function messageReceived({ id, from, at, text, picture }, data) {
  return {
    id,
    from,
    at,
    text: picture ? picture.caption : text,
    picture: picture ? pictureReceived(picture, data) : null,
    state: "delivered",
    error: null,
  };
}
