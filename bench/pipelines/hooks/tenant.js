export function onRequest(request) {
  request.headers.set('x-tenant', 'tenant-' + (request.headers.get('user-agent') ?? 'none').toLowerCase());
  request.headers.delete('cookie');
}
