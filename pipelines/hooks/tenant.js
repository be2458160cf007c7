// The backend serves many tenants and trusts this header: it comes from the token, whatever the client sent.
export function onRequest(request, context) {
  request.headers.set('x-tenant', context.auth.claims.tenant);
}
