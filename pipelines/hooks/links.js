// Where a client can go from here: an order says it by links, so that no client builds paths by itself.
export async function onResponse(response, context) {
  if (response.status !== 200) return;
  const order = await response.json();
  const self = context.request.path;
  order.links = {self, invoice: `${self}/invoice`};
  if (order.state === 'open') order.links.cancel = `${self}/cancellation`;
  response.body = JSON.stringify(order);
}
