// Half of the visitors see the new search. Who has no cookie is told apart by the request's id, and stays there.
const cookie = 'search=';

export function onRequest(request, context) {
  const cookies = (request.headers.get('cookie') ?? '').split(/; */);
  const known = cookies.find((one) => one.startsWith(cookie))?.slice(cookie.length);
  const variant = known === 'new' || known === 'old' ? known : toss(context.request.id);
  context.vars.variant = variant;
  context.vars.fresh = variant !== known;
  if (variant === 'new') request.path = request.path.replace('/search', '/search/v2');
}

export function onResponse(response, context) {
  if (context.vars.fresh) response.headers.append('set-cookie', `${cookie}${context.vars.variant}; Path=/; Max-Age=2592000`);
}

function toss(id) {
  let sum = 0;
  for (const character of id) sum += character.charCodeAt(0);
  return sum % 2 ? 'new' : 'old';
}
