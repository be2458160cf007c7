// A little of everything: what a soak keeps running.
const seen = new Map();

export function onRequest(request, context) {
  const url = new URL(`/a/../b?q=${encodeURIComponent(request.query.get('q') ?? 'ü')}`, 'https://example.com');
  context.vars.mixed = {path: url.pathname, query: url.searchParams.get('q')};
  request.query.set('seen', String(seen.size));
  for (const [name, value] of request.headers) if (/^x-/.test(name)) seen.set(name, value);
  if (request.headers.has('x-fail')) throw new Error('asked to');
}

export async function onResponse(response, context) {
  const text = await response.text();
  const bytes = new TextEncoder().encode(text);
  const page = JSON.parse(new TextDecoder().decode(bytes));
  page.items.sort((a, b) => b.price - a.price);
  response.headers.set('x-mixed', btoa(context.vars.mixed.path));
  return new Response(JSON.stringify(page.items.slice(0, 5)), {status: 200, headers: {'content-type': 'application/json'}});
}
