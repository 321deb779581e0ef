// One file on its way up: how much of it is there, and what the server says in the end.
export function upload(file, token, {onProgress}) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  const done = new Promise((resolve) => {
    request.addEventListener("load", () => resolve({ok: request.status < 300, status: request.status, answer: read(request.responseText)}));
    request.addEventListener("error", () => resolve({ok: false, answer: null}));
    request.addEventListener("abort", () => resolve(null));
  });
  request.upload.addEventListener("progress", ({loaded, total}) => onProgress(Math.round(100 * loaded / total)));
  request.open("POST", "/api/v1/media");
  request.setRequestHeader("X-CSRF-Token", token);
  request.setRequestHeader("Accept", "application/json");
  request.send(body);
  return {done, stop: () => request.abort()};
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Too large, of the wrong kind, nothing in it: the same file will never pass.
export const never = ({status}) => [413, 415, 422].includes(status);

// The first sentence of a refusal.
export const reason = (answer) => Object.values(answer?.errors ?? {}).flat()[0] ?? answer?.detail;

// Drawn, since our policy shows no addresses but our own.
export async function still(file) {
  const canvas = Object.assign(document.createElement("canvas"), {width: 192, height: 192});
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    canvas.getContext("2d").drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    picture.close();
  } catch {
    return null;
  }
  return canvas;
}
