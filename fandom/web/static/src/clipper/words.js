// Times and lengths as people read them.
const two = (n) => String(n).padStart(2, "0");

// "." or ",", as numbers are written in this language.
export const pointOf = (language) => new Intl.NumberFormat(language).formatToParts(0.5).find(({type}) => type === "decimal").value;

// 12:28.400, or 12:28,400; with fewer digits behind the point where there is less room.
export function clock(ms, digits = 3, point = ".") {
  const whole = Math.floor(ms / 1000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const parts = digits ? `${point}${String(Math.floor(ms % 1000)).padStart(3, "0").slice(0, digits)}` : "";
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds)}${parts}`;
}

// 5.2 s, or 5,2 s.
export function seconds(ms, language = "en") {
  const digits = {minimumFractionDigits: 1, maximumFractionDigits: 1};
  return `${new Intl.NumberFormat(language, digits).format(Math.round(ms / 100) / 10)} s`;
}

export const short = (name) => name.replace(/^s0*(\d+)e0*(\d+)$/, "S$1E$2");
export const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
