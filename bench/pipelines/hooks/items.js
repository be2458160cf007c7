export async function onResponse(response) {
  const page = await response.json();
  const items = page.items.map(({id, title, price, stock}) => ({id, name: title, price, available: stock > 0}));
  return Response.json({count: items.length, items});
}
