import type { SystemUser } from "./system_user.ts";

type Options = {
  user?: SystemUser | undefined;
  cwd?: string;
  env?: Record<string, string>;
  signal?: AbortSignal | undefined;
};

/** Runs a program to its end. Out: whether it exited 0, and everything it printed. A missing program is `ok: false`. */
export async function run(command: string, args: readonly string[], options: Options = {}) {
  const { user, ...rest } = options;
  try {
    const child = new Deno.Command(command, {
      args: [...args],
      ...rest,
      ...user,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
    const { success, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { ok: success, output: `${decoder.decode(stdout)}${decoder.decode(stderr)}`.trim() };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { ok: false, output: `${command}: not found` };
    throw error;
  }
}
