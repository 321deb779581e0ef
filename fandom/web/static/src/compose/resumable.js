// A video on its way up in pieces, by tus: what broke off goes on where it was, after a reload of the page as well.
const TUS = {"Tus-Resumable": "1.0.0"};
const [SMALLEST, LARGEST] = [256 * 1024, 4 * 1024 * 1024];
const QUICK_MS = 1500;
const HUNG_MS = 120_000;
const PAUSES_S = [1, 2, 4, 8, 15, 30];
const FULL = 507;
const KINDS = ["video/mp4", "video/quicktime", "video/webm", "video/x-matroska"];

// Some browsers do not know what Matroska is.
export const isFilm = ({type, name}) => KINDS.includes(type) || /\.(mkv|mov|mp4|m4v|webm)$/i.test(name);

class Refused extends Error {
  constructor(status, answer) {
    super();
    Object.assign(this, {status, answer});
  }
}

class Sending {
  #piece = SMALLEST;
  #tries = 0;

  constructor(file, http, told) {
    Object.assign(this, {file, http, told, stopping: new AbortController()});
    this.key = `upload:${file.name}:${file.size}:${file.lastModified}`;
    this.url = localStorage.getItem(this.key);
  }

  async run() {
    for (;;) {
      try {
        const answer = await this.#through();
        this.#forget();
        return {ok: true, answer};
      } catch (trouble) {
        if (this.stopping.signal.aborted) return null;
        if (trouble instanceof Refused) return this.#refused(trouble);
        await this.#pause();
      }
    }
  }

  stop() {
    this.stopping.abort();
    if (this.url) this.http.ask(this.url, {method: "DELETE", headers: TUS, keepalive: true}).catch(() => {});
    this.#forget();
  }

  // Where there is no room what is there already stays, for another try.
  #refused({status, answer}) {
    if (status !== FULL) this.#forget();
    return {ok: false, status, answer};
  }

  #forget() {
    this.url = null;
    localStorage.removeItem(this.key);
  }

  async #through() {
    let came = this.url ? await this.#ask(this.url, "HEAD") : await this.#begin();
    while (!came.get("Upload-Media")) came = await this.#add(Number(came.get("Upload-Offset") ?? 0));
    const response = await this.http.ask(came.get("Upload-Media"), {signal: this.stopping.signal});
    if (!response.ok) throw new Error("again");
    return response.json();
  }

  async #begin() {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(this.file.name)));
    const came = await this.#ask("/api/v1/media/uploads", "POST", {"Upload-Length": this.file.size, "Upload-Metadata": `filename ${name}`});
    this.url = came.get("Location");
    localStorage.setItem(this.key, this.url);
    return came;
  }

  // As large as goes up in a moment, so that what is shown is true and little is sent twice.
  async #add(offset) {
    const body = this.file.slice(offset, offset + this.#piece);
    const began = performance.now();
    const came = await this.#ask(this.url, "PATCH", {"Upload-Offset": offset, "Content-Type": "application/offset+octet-stream"}, body);
    const took = performance.now() - began;
    if (took < QUICK_MS) this.#piece = Math.min(LARGEST, this.#piece * 2);
    else if (took > 4 * QUICK_MS) this.#piece = Math.max(SMALLEST, this.#piece / 2);
    this.#tries = 0;
    this.told.onProgress(Math.round(100 * Number(came.get("Upload-Offset")) / this.file.size));
    return came;
  }

  async #ask(url, method, headers = {}, body = undefined) {
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(HUNG_MS)]);
    const response = await this.http.ask(url, {method, body, signal, headers: {...TUS, Accept: "application/json", ...headers}});
    if (response.ok) return response.headers;
    const answer = await response.json().catch(() => null);
    if ([404, 410].includes(response.status)) this.#forget();
    else if (response.status < 500 && response.status !== 429 && !answer?.type?.endsWith("#wrong-offset") || response.status === FULL) throw new Refused(response.status, answer);
    throw new Error("again");
  }

  #pause() {
    this.told.onWait();
    const seconds = PAUSES_S[Math.min(this.#tries++, PAUSES_S.length - 1)];
    return new Promise((go) => {
      const timer = setTimeout(go, 1000 * seconds);
      const now = () => { clearTimeout(timer); go(); };
      addEventListener("online", now, {once: true});
      this.stopping.signal.addEventListener("abort", now, {once: true});
    });
  }
}

export function resumable(file, http, told) {
  const sending = new Sending(file, http, told);
  return {done: sending.run(), stop: () => sending.stop()};
}
