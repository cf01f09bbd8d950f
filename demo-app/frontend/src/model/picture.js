const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const LARGEST = 700_000; // bytes; below 1 MB even as base64, which HTTP long-polling uses
const EDGES = [2048, 1600, 1200, 900, 600, 400];

/** Makes a picture of a file the user has chosen, scaled down when it is too large to send. */
export async function pictureChosen(file) {
  const fits = TYPES.includes(file.type) && file.size <= LARGEST;
  const blob = fits ? file : await shrink(file);
  return {
    name: file.name,
    type: blob.type,
    bytes: await blob.arrayBuffer(),
    url: URL.createObjectURL(blob),
  };
}

/** Makes a picture of what the server has sent. The sender's word on the type is not trusted. */
export function pictureReceived({ name, type }, bytes) {
  const safe = TYPES.includes(type) ? type : TYPES[0];
  return { name, type: safe, url: bytes ? URL.createObjectURL(new Blob([bytes], { type: safe })) : null };
}

export function forgetPicture(picture) {
  if (picture?.url) URL.revokeObjectURL(picture.url);
}

async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  try {
    for (const edge of EDGES) {
      const blob = await redraw(bitmap, edge);
      if (blob.size <= LARGEST) return blob;
    }
  } finally {
    bitmap.close();
  }
  throw new Error("The picture cannot be made small enough.");
}

function redraw(bitmap, edge) {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "white"; // JPEG knows no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}
