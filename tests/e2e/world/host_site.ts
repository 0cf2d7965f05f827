export type HostSite = { url: string; show(script: string): void; close(): Promise<void> };

/**
 * A customer's web site with a strict policy and one script tag. `/?id=…&hash=…` is the same site with somebody signed
 * in, whose identity its server proved.
 */
export async function startHostSite(): Promise<HostSite> {
  let script = "";
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/identify.js") return typed("text/javascript", identify(searchParams));
    const origin = script ? new URL(script).origin : "";
    const who = searchParams.size > 0 ? `<script defer src="/identify.js?${searchParams}"></script>` : "";
    return typed(
      "text/html",
      `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>Beira-Serra</title></head>
<body><h1>Imóveis na serra</h1><script src="${script}"></script>${who}</body></html>`,
      { "content-security-policy": `default-src 'none'; script-src 'self' ${origin}; frame-src ${origin}` },
    );
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    show(address) {
      script = address;
    },
    close: () => server.shutdown(),
  };
}

function identify(asked: URLSearchParams): string {
  const { id, hash, name } = Object.fromEntries(asked);
  return `Mutirao.identify(${JSON.stringify({ id, hash, name })});`;
}

function typed(mime: string, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers: { "content-type": `${mime}; charset=utf-8`, ...headers } });
}
