// Run a few times when the first hook is loaded, so that no hook pays from its own budget for the start of the engine.
export function onRequest(request, context) {
  request.headers.set('x-warm', (request.headers.get('user-agent') ?? 'none').toLowerCase());
  request.headers.append('x-warm', 'again');
  request.headers.delete('x-cold');
  request.path = '/warm';
  request.method = 'PUT';
  request.body = `${request.url} ${request.path} ${request.query.get('q')} ${[...request.headers].length}`;
  request.query.set('q', 'ü');
  context.vars.seen = {config: context.config, auth: context.auth.claims, path: context.path.id};
  const url = new URL('/p?q=1', 'https://example.com/a');
  const bytes = new TextEncoder().encode(`${url.href}${url.searchParams}${atob(btoa('warm'))}`);
  return new Response(new TextDecoder().decode(bytes), {status: 201, headers: {'x-warm': context.route}});
}
export async function onResponse(response, context) {
  const page = await response.json();
  const items = page.items.map(({id, title, ...rest}) => ({id, name: title.toUpperCase(), rest}));
  response.status = response.status + 1;
  response.headers.set('x-warm', context.request.path + context.request.headers.get('user-agent'));
  for (const key of Object.keys(items[0])) if (/^[a-z]+$/.test(key)) items.sort((a, b) => b.id - a.id);
  return Response.json({count: items.length, items}, {status: 200});
}
