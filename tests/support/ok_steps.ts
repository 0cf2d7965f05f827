import { denoCounts } from "./counts.ts";
import { folderExists, ROOT, type Step } from "./steps.ts";

const CHECKED = ["db", "sync", "edge", "tests"];
const UNIT = ["db", "sync", "edge", "app/src", "tests/support"];

/** Everything that needs no server and no browser. Folders that are not there yet are left out. */
export async function okSteps(): Promise<Step[]> {
  const checked = await present(CHECKED);
  const unit = await present(UNIT);
  return [
    { name: "format", args: ["fmt", "--check"] },
    {
      name: "format of components",
      args: [
        "run",
        "-A",
        "npm:prettier",
        "--check",
        "app/src/**/*.svelte",
      ],
    },
    { name: "lint", args: ["lint", "--quiet"] },
    { name: "types", args: ["check", "--quiet", ...checked] },
    { name: "generated parts of the app", args: ["run", "-A", "tests/support/prepare_app.ts"] },
    {
      name: "types of the app",
      args: ["run", "-A", "npm:svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings"],
      cwd: `${ROOT}app`,
    },
    // Types were checked above, for the app's by svelte-check.
    { name: "unit tests", args: ["test", "-A", "--no-check", "--parallel", ...unit], count: denoCounts },
    { name: "architecture tests", args: ["test", "-A", "--no-check", "tests/architecture"], count: denoCounts },
  ];
}

async function present(folders: string[]): Promise<string[]> {
  const found = await Promise.all(folders.map(folderExists));
  return folders.filter((_, at) => found[at]);
}
