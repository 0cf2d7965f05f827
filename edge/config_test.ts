import assert from "node:assert/strict";
import { parseConfig } from "./config.ts";

const problemsOf = (env: Record<string, string>) => {
  const result = parseConfig(env, "/srv");
  return result.ok ? [] : result.problems;
};

Deno.test("parseConfig() without any variable gives the documented defaults", () => {
  const result = parseConfig({}, "/srv");
  assert.ok(result.ok);
  assert.equal(result.settings.port, 8000);
  assert.equal(result.settings.dataDir, "/srv/data");
  assert.equal(result.settings.databaseUrl, undefined);
  assert.equal(result.settings.metaGraphUrl, "https://graph.facebook.com");
  assert.deepEqual(result.settings.trustedProxies, []);
});

Deno.test("parseConfig() names the variable, shows the value and says what is expected", () => {
  assert.deepEqual(problemsOf({ PORT: "80000" }), ['PORT is wrong: "80000" is not a port number from 0 to 65535.']);
  assert.equal(problemsOf({ LOG_LEVEL: "loud", PUBLIC_URL: "https://a.b/path" }).length, 2);
});

Deno.test("parseConfig() speaks Portuguese where the terminal does", () => {
  const [problem] = problemsOf({ LANG: "pt_BR.UTF-8", LOG_LEVEL: "alto" });
  assert.equal(problem, 'LOG_LEVEL está errada: "alto" não é um de debug, info, warning, error.');
});

Deno.test("parseConfig() never shows a secret", () => {
  for (const name of ["DATABASE_URL", "SECRET_KEY", "SETUP_TOKEN", "NATS_URL"]) {
    const problems = problemsOf({ [name]: "hunter2" });
    assert.equal(problems.length, 1, name);
    assert.ok(problems[0]?.startsWith(name) && !problems[0].includes("hunter2"));
  }
});

Deno.test("parseConfig() refuses an unknown name that starts with one of our prefixes and suggests the right one", () => {
  assert.match(problemsOf({ MUTIRAO_PORT: "1" })[0] ?? "", /did you mean PORT/);
  assert.match(problemsOf({ S3_BUCKETT_ENDPOINT: "x" })[0] ?? "", /did you mean S3_ENDPOINT/);
  assert.deepEqual(problemsOf({ HOME: "/root", PATH: "/bin" }), []);
});

Deno.test("parseConfig() wants a group of variables whole", () => {
  assert.deepEqual(problemsOf({ SMTP_FROM: "a@b.c" }), [
    "SMTP_FROM is set but SMTP_URL is missing: set all of them or none.",
  ]);
});

Deno.test("parseConfig() takes an empty value as none and cleans addresses", () => {
  const result = parseConfig(
    { PORT: "", PUBLIC_URL: "https://Desk.Example.com/", TRUSTED_PROXIES: "10.0.0.0/8, ::1" },
    "/",
  );
  assert.ok(result.ok);
  assert.equal(result.settings.port, 8000);
  assert.equal(result.settings.publicUrl, "https://desk.example.com");
  assert.deepEqual(result.settings.trustedProxies, ["10.0.0.0/8", "::1"]);
});
