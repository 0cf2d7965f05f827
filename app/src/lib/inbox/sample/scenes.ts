/** Small drawings instead of photographs, so that the gallery needs no files. */
const SCENES = [
  `<rect width="200" height="150" fill="#cfe3ea"/><rect x="50" y="30" width="90" height="120" fill="#d98a5b"/><g fill="#f6efe2"><rect x="62" y="44" width="20" height="18"/><rect x="106" y="44" width="20" height="18"/><rect x="62" y="76" width="20" height="18"/><rect x="106" y="76" width="20" height="18"/></g><circle cx="166" cy="34" r="14" fill="#f7d774"/>`,
  `<rect width="200" height="150" fill="#f0dfc4"/><rect y="104" width="200" height="46" fill="#c99d6b"/><rect x="28" y="72" width="96" height="40" rx="8" fill="#5f8f86"/><rect x="140" y="24" width="40" height="54" fill="#bcd9e2"/>`,
  `<rect width="200" height="150" fill="#d5e5df"/><rect y="88" width="200" height="12" fill="#f4efe6"/><rect y="100" width="200" height="50" fill="#4f8f80"/><rect x="150" y="30" width="40" height="120" fill="#e9ecec"/><rect x="20" y="20" width="100" height="34" fill="#6aa495"/>`,
  `<rect width="200" height="150" fill="#f3d9b4"/><circle cx="66" cy="52" r="17" fill="#fbf1d4"/><path d="M0 84c40-30 70-20 128-20s50 20 72 16v70H0z" fill="#8a7f8c"/><rect y="118" width="200" height="32" fill="#a9815a"/><path d="M0 92h200M12 92v30M60 92v30M108 92v30M156 92v30" stroke="#4a4440" stroke-width="3"/>`,
];

export function scene(n: number): string {
  const drawing = SCENES[n % SCENES.length];
  return `data:image/svg+xml,${
    encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150" width="800" height="600">${drawing}</svg>`,
    )
  }`;
}
