import adapter from "@sveltejs/adapter-static";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import tailwindcss from "@tailwindcss/vite";
import { sveltekit } from "@sveltejs/kit/vite";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
/** `deno task dev` says where the edge listens. */
const API = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env.EDGE_URL ??
  "http://127.0.0.1:8000";

/** Only these folders may reach a browser (design.md §2); SvelteKit's own guard stops at `app/`. */
const OPEN = ["app/", "db/domain/", "db/cache/", "sync/doc/", "sync/wire/", "sync/client/"];

function browserFence(open: string[]): Plugin {
  return {
    name: "browser-fence",
    enforce: "pre",
    applyToEnvironment: (environment) => environment.config.consumer === "client",
    load(id) {
      const path = id.split("?")[0] ?? "";
      if (!path.startsWith(root) || path.includes("/node_modules/")) return;
      const inside = path.slice(root.length);
      if (!open.some((folder) => inside.startsWith(folder))) {
        this.error(`${inside} may not reach the browser; open folders: ${open.join(", ")}`);
      }
    },
  };
}

/** jsPDF's optional parts, which turn HTML and SVG into PDF: not installed, never asked for. */
const NOTHING = fileURLToPath(new URL("./src/lib/pdf/nothing.ts", import.meta.url));

const alias = {
  canvg: NOTHING,
  dompurify: NOTHING,
  html2canvas: NOTHING,
  "@domain": `${root}db/domain`,
  "@db": `${root}db`,
  "@sync": `${root}sync`,
  "@edge": `${root}edge`,
};

export default defineConfig({
  plugins: [
    browserFence(OPEN),
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/paraglide",
      strategy: ["localStorage", "preferredLanguage", "baseLocale"],
      disableAsyncLocalStorage: true,
    }),
    tailwindcss(),
    sveltekit({
      compilerOptions: {
        runes: (
          { filename }: { filename: string },
        ) => (filename.split(/[/\\]/).includes("node_modules") ? undefined : true),
      },
      // Compressed by edge/build/precache.ts: the adapter's own precompress takes 48 s (facts/stack.md §3).
      adapter: adapter({ fallback: "index.html" }),
    }),
  ],
  server: {
    port: 5173,
    strictPort: true,
    fs: { allow: [...OPEN.map((folder) => root + folder), `${root}node_modules`] },
    proxy: {
      "/api": { target: API },
      "/media": { target: API },
      "/hooks": { target: API },
      "/widget.js": { target: API },
      "/chat": { target: API },
      "/sync": { target: API, ws: true },
    },
  },
  worker: { format: "es", plugins: () => [browserFence(OPEN)] },
  resolve: { alias },
  optimizeDeps: { exclude: ["@electric-sql/pglite"] },
});
