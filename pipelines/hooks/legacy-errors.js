// Errors as this API had them before the gateway: those of the gateway itself, and those of the steps below.
export async function onResponse(response, context) {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) return;
  const {title, status} = await response.json();
  const headers = new Headers({'content-type': 'application/json'});
  for (const name of ['www-authenticate', 'retry-after']) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return Response.json({error: {code: status, message: title, ref: context.request.id}}, {status, headers});
}
