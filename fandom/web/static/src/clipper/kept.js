// A clip that was begun is kept in this browser until it is posted: what was typed, and where it was cut.
const SOON_MS = 3000;

export class Kept {
  constructor(show, episode) {
    this.name = `draft:clipper:${show}:${episode}`;
  }

  keep(begun) {
    sessionStorage.setItem(this.name, JSON.stringify(begun));
  }

  forget() {
    sessionStorage.removeItem(this.name);
  }

  // With words it goes on wherever one is by now; without, only right after it was closed.
  found(now) {
    const begun = JSON.parse(sessionStorage.getItem(this.name) ?? "null");
    if (!begun) return null;
    const words = Boolean(begun.caption?.trim() || begun.tags?.trim());
    return words || Math.abs(begun.now - now) < SOON_MS ? begun : null;
  }
}
